package org.javahyper.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** The ways in which one input can reach a parser: whole, in two parts at every place, octet by octet. */
public final class Splits {
    private Splits() {}

    /** Calls the action with every way to cut the input once, with the whole input, and with single octets. */
    public static void forEach(byte[] input, Consumer<List<byte[]>> action) {
        action.accept(List.of(input));
        for (int cut = 1; cut < input.length; cut++) {
            action.accept(List.of(Arrays.copyOfRange(input, 0, cut), Arrays.copyOfRange(input, cut, input.length)));
        }
        action.accept(octets(input));
    }

    /** The input as arrays of one octet each. */
    public static List<byte[]> octets(byte[] input) {
        byte[][] parts = new byte[input.length][];
        for (int i = 0; i < input.length; i++) {
            parts[i] = new byte[] {input[i]};
        }
        return List.of(parts);
    }
}
