package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.javahyper.hpack.HpackDecoder;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.FrameReader;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The kernel and the modules it stands on touch nothing of the world outside (docs/spec/behaviours.md, 1.1): their class files tell which types
 * and members of the platform they name.
 */
class SansIoTest {
    private static final List<ClassFile> KERNELS = Stream.of(
                    Headers.class, FrameReader.class, HpackDecoder.class, H2Connection.class)
            .flatMap(member -> ClassFile.ofModule(member).stream())
            .toList();

    /** The types of the platform in a name or, there behind an L, in a descriptor. */
    private static final Pattern TYPE = Pattern.compile("(?<![a-z0-9_/])(?:java|javax|jdk|sun)/[\\w/$]+");

    /** Arithmetic, text, collections and buffers; of I/O only what an Appendable may throw. */
    private static final Pattern ALLOWED_TYPE =
            Pattern.compile("java/lang/[A-Z][\\w$]*|java/lang/(invoke|runtime)/[\\w$]+"
                    + "|java/util/[A-Z][\\w$]*|java/util/(function|stream)/\\w+|java/nio/[A-Z]\\w*|java/nio/charset/\\w+"
                    + "|java/time/Duration|java/io/(Unchecked)?IOException");

    /** What those packages have of threads, processes, clocks, chance, settings and discovery. */
    private static final Pattern REFUSED_TYPE =
            Pattern.compile("java/lang/(\\w*Thread\\w*|Runtime|Process\\w*|ClassLoader|Module\\w*)"
                    + "|java/util/(\\w*Random|UUID|Timer\\w*|Date|\\w*Calendar|TimeZone|ServiceLoader|ResourceBundle"
                    + "|Properties|Scanner)");

    /** What types that are allowed have of the clock, of settings of the platform, of chance, and of waiting. */
    private static final Pattern REFUSED_MEMBER = Pattern.compile(
            "java/lang/System\\.(?!arraycopy:).*|java/lang/Math\\.random:.*|java/lang/Object\\.(wait|notify).*"
                    + "|java/lang/(Boolean\\.getBoolean|Integer\\.getInteger|Long\\.getLong):.*"
                    + "|java/lang/String\\.(formatted:.*|format:\\(Ljava/lang/String;.*|to(Low|Upp)erCase:\\(\\).*"
                    + "|getBytes:\\(\\).*|<init>:\\(\\[B(II)?\\)V)"
                    + "|.*\\.(getDefault|defaultCharset|printStackTrace|parallel\\w*):.*");

    /** Who calls for providers of HPACK wants them to be looked for. */
    private static final String DISCOVERY = "org.javahyper.hpack.HpackProvider java/util/ServiceLoader";

    @Test
    @Spec({"X-IO-01", "X-IO-02", "X-IO-03", "X-IO-04"})
    void kernelsNameNothingOfTheWorldOutside() {
        Set<String> found = new TreeSet<>();

        for (ClassFile file : KERNELS) {
            Consumer<String> add = name -> found.add(file.type().getName() + " " + name);
            file.texts()
                    .forEach(text -> TYPE.matcher(text)
                            .results()
                            .map(match -> match.group())
                            .filter(SansIoTest::isOutside)
                            .forEach(add));
            file.members().stream().filter(REFUSED_MEMBER.asMatchPredicate()).forEach(add);
        }

        assertEquals(Set.of(DISCOVERY), found);
        assertTrue(KERNELS.size() > 150, "they have been read");
    }

    private static boolean isOutside(String type) {
        return !ALLOWED_TYPE.matcher(type).matches()
                || REFUSED_TYPE.matcher(type).matches();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java/net/Socket",
                "java/nio/channels/SocketChannel",
                "java/nio/file/Path",
                "java/io/PrintStream",
                "java/util/concurrent/locks/Lock",
                "java/util/logging/Logger",
                "java/lang/Thread",
                "java/lang/ThreadLocal",
                "java/lang/ProcessHandle",
                "java/time/Instant",
                "java/util/Random",
                "java/util/GregorianCalendar",
                "javax/net/ssl/SSLEngine",
            })
    @Spec({"X-IO-01", "X-IO-02", "X-IO-03"})
    void typeOfTheWorldOutsideWouldBeFound(String type) {
        Matcher matcher = TYPE.matcher("(IL" + type + ";)V");

        assertTrue(matcher.find());
        assertEquals(type, matcher.group());
        assertTrue(isOutside(type));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java/lang/System.nanoTime:()J",
                "java/lang/System.getProperty:(Ljava/lang/String;)Ljava/lang/String;",
                "java/lang/System.lineSeparator:()Ljava/lang/String;",
                "java/lang/System.out:Ljava/io/PrintStream;",
                "java/lang/Object.wait:()V",
                "java/lang/String.format:(Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/String;",
                "java/lang/String.toLowerCase:()Ljava/lang/String;",
                "java/lang/String.getBytes:()[B",
                "java/lang/String.<init>:([B)V",
                "java/util/Locale.getDefault:()Ljava/util/Locale;",
                "java/lang/Throwable.printStackTrace:()V",
            })
    @Spec({"X-IO-01", "X-IO-02", "X-IO-03", "X-IO-04"})
    void memberThatLooksOutsideWouldBeFound(String member) {
        assertTrue(REFUSED_MEMBER.matcher(member).matches());
    }

    @Test
    @Spec("X-IO-04")
    void textIsTheSameOnEveryPlatform() {
        Set<String> found = new TreeSet<>();

        for (ClassFile file : KERNELS) {
            file.texts().stream()
                    .filter(text -> text.contains("%n"))
                    .forEach(text -> found.add(file.type().getName() + " " + text));
        }

        assertEquals(Set.of(), found, "the line ends of the platform");
    }

    @Test
    @Spec({"X-IO-02", "X-IO-05"})
    void connectionsShareNothingThatChanges() {
        Set<String> found = new TreeSet<>();

        for (ClassFile file : KERNELS) {
            for (Field field : file.type().getDeclaredFields()) {
                int modifiers = field.getModifiers();
                boolean shared = Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers);
                if ((shared || Modifier.isVolatile(modifiers)) && !field.isSynthetic()) {
                    found.add(field.toString());
                }
            }
        }

        assertEquals(Set.of(), found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "hyperframe", "hpack", "h2"})
    @Spec("X-IO-02")
    void nothingIsLocked(String module) throws IOException {
        Set<String> found = new TreeSet<>();

        for (ClassFile file : KERNELS) {
            for (Method method : file.type().getDeclaredMethods()) {
                if (Modifier.isSynchronized(method.getModifiers())) {
                    found.add(method.toString());
                }
            }
        }
        try (Stream<Path> sources = Files.walk(Path.of("..", module, "src", "main", "java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                if (Files.readString(source).contains("synchronized (")) {
                    found.add(source.toString());
                }
            }
        }

        assertEquals(Set.of(), found);
    }

    @Test
    @Spec({"X-IO-05", "X-IO-03", "INV-16"})
    void connectionMayMoveBetweenThreads() throws InterruptedException {
        ByteArrayOutputStream wireOfOne = new ByteArrayOutputStream();
        ByteArrayOutputStream wireOfMany = new ByteArrayOutputStream();
        ConnectionPair onOneThread = recorded(wireOfOne);
        ConnectionPair onManyThreads = recorded(wireOfMany);

        for (Consumer<ConnectionPair> step : STEPS) {
            step.accept(onOneThread);
            Thread thread = new Thread(() -> step.accept(onManyThreads));
            thread.start(); // which publishes what was done before,
            thread.join(); // as this does
        }

        assertArrayEquals(wireOfOne.toByteArray(), wireOfMany.toByteArray());
        assertEquals(onOneThread.clientEvents, onManyThreads.clientEvents);
        assertEquals(onOneThread.serverEvents, onManyThreads.serverEvents);
        assertTrue(onManyThreads.client.isClosed());
    }

    private static final List<Consumer<ConnectionPair>> STEPS = List.of(
            ConnectionPair::connected,
            pair -> pair.client.sendHeaders(1, Messages.GET, true),
            ConnectionPair::exchange,
            pair -> pair.server.sendHeaders(1, Messages.OK, false),
            pair -> pair.server.sendData(1, Messages.ascii("hello"), true),
            ConnectionPair::exchange,
            pair -> pair.server.shutdown(),
            ConnectionPair::exchange);

    private static ConnectionPair recorded(ByteArrayOutputStream wire) {
        return new ConnectionPair(
                H2Configuration.client().build(), H2Configuration.server().build(), octets -> {
                    wire.writeBytes(octets);
                    return List.of(octets);
                });
    }
}
