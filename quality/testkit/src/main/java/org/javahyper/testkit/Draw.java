package org.javahyper.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The source of a property's random values.
 *
 * <p>Every value is made of recorded choices, each a number from 0 up to a bound, and the smaller the number the simpler the value. A failing
 * example is therefore simplified by replaying a shorter or smaller list of choices; generators need not know how to shrink.
 */
public final class Draw {
    private final Random random;
    private final long @Nullable [] replayed;
    private final List<Long> choices = new ArrayList<>();

    Draw(Random random) {
        this(random, null);
    }

    /** Replays choices; when they run out, every further choice is 0, the simplest. */
    static Draw replaying(long[] choices) {
        return new Draw(new Random(0), choices);
    }

    private Draw(Random random, long @Nullable [] replayed) {
        this.random = random;
        this.replayed = replayed;
    }

    /** A number from 0 to {@code max}, both included. */
    public long upTo(long max) {
        long choice;
        int index = choices.size();
        if (replayed == null) {
            choice = max == Long.MAX_VALUE ? random.nextLong() >>> 1 : random.nextLong(max + 1);
        } else {
            choice = index < replayed.length ? Math.min(replayed[index], max) : 0;
        }
        choices.add(choice);
        return choice;
    }

    /** An {@code int} from {@code min} to {@code max}, both included; {@code min} is the simplest. */
    public int integer(int min, int max) {
        return (int) (min + upTo((long) max - min));
    }

    /** True or false; false is simpler. */
    public boolean bool() {
        return upTo(1) == 1;
    }

    /** True about once in {@code times}; false is simpler. */
    public boolean oneIn(int times) {
        return upTo(times - 1L) == times - 1L;
    }

    /** One of the values; the first is the simplest. */
    @SafeVarargs
    public final <T> T oneOf(T... values) {
        return values[integer(0, values.length - 1)];
    }

    /** One of the values; the first is the simplest. */
    public <T> T oneOf(List<T> values) {
        return values.get(integer(0, values.size() - 1));
    }

    /** Any octets, at most {@code maxLength} of them. */
    public byte[] bytes(int maxLength) {
        byte[] octets = new byte[integer(0, maxLength)];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) upTo(255);
        }
        return octets;
    }

    /** Text of {@code minLength} to {@code maxLength} characters from an alphabet. */
    public String string(String alphabet, int minLength, int maxLength) {
        char[] text = new char[integer(minLength, maxLength)];
        for (int i = 0; i < text.length; i++) {
            text[i] = alphabet.charAt(integer(0, alphabet.length() - 1));
        }
        return new String(text);
    }

    /** At most {@code maxSize} elements, each made by the generator. */
    public <T> List<T> list(int maxSize, Function<Draw, T> element) {
        List<T> list = new ArrayList<>();
        int size = integer(0, maxSize);
        while (list.size() < size) {
            list.add(element.apply(this));
        }
        return list;
    }

    /** The input cut into parts of at least one octet. */
    public List<byte[]> cuts(byte[] input) {
        List<byte[]> parts = new ArrayList<>();
        int start = 0;
        while (start < input.length) {
            int end = input.length - (int) upTo(input.length - start - 1L);
            parts.add(Arrays.copyOfRange(input, start, end));
            start = end;
        }
        return parts;
    }

    long[] choices() {
        return choices.stream().mapToLong(Long::longValue).toArray();
    }
}
