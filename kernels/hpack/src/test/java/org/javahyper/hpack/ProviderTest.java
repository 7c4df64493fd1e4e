package org.javahyper.hpack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import org.javahyper.hpack.provider.UnavailableProvider;
import org.javahyper.hpack.provider.WorkingProvider;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

/** The service hook: other encoders and decoders behind the same interfaces (behaviours 3.8). */
class ProviderTest {
    private static final String WORKING = WorkingProvider.class.getName();
    private static final String UNAVAILABLE = UnavailableProvider.class.getName();

    @Spec("HP-SPI-03")
    @Test
    void withoutARegisteredProviderTheBuiltInOneIsTaken() {
        HpackProvider provider = automaticWith();

        assertSame(HpackProvider.BUILTIN, provider);
        assertTrue(provider.isAvailable());
        assertEquals("built-in", provider.name());
    }

    @Spec("HP-SPI-01")
    @Test
    void aRegisteredProviderThatIsAvailableIsTaken() {
        HpackProvider provider = automaticWith(WORKING);

        assertEquals("working", provider.name());
    }

    @Spec({"HP-SPI-01", "HP-SPI-03"})
    @Test
    void oneThatIsNotAvailableIsPassedOver() {
        assertSame(HpackProvider.BUILTIN, automaticWith(UNAVAILABLE));
        assertEquals("working", automaticWith(UNAVAILABLE, WORKING).name());
    }

    @Spec({"HP-SPI-01", "HP-SPI-03"})
    @Test
    void oneThatCannotBeLoadedIsPassedOver() {
        assertSame(HpackProvider.BUILTIN, automaticWith("org.javahyper.Missing"));
        assertEquals("working", automaticWith("org.javahyper.Missing", WORKING).name());
    }

    @Spec("HP-SPI-01")
    @Test
    void theBuiltInProviderIsUsedUnlessAnotherIsAskedFor() {
        HpackEncoder encoder = withContextLoader(new Registry(WORKING), HpackEncoder::create);
        HpackEncoder own = HpackEncoder.builder()
                .indexingPolicy(IndexingPolicy.INDEX_EVERYTHING)
                .build();

        assertSame(
                HpackProvider.BUILTIN
                        .newEncoder(HuffmanMode.SHORTER, IndexingPolicy.SELECTIVE, 0, 0)
                        .getClass(),
                encoder.getClass());
        assertEquals(4_096, own.tableCapacity());
    }

    @Spec("HP-SPI-01")
    @Test
    void whatAProviderMakesWorksBehindTheSameInterfaces() {
        HpackProvider provider = automaticWith(WORKING);
        HpackEncoder encoder = HpackEncoder.builder().provider(provider).build();
        HpackDecoder decoder = HpackDecoder.builder().provider(provider).build();
        Headers fields = Headers.of(":method", "GET", "accept", "*/*");

        byte[] block = encoder.encode(fields);

        assertEquals(fields, decoder.decode(block));
        assertEquals(encoder.tableSize(), decoder.tableSize());
    }

    @Spec("HP-SPI-01")
    @Test
    void anOptionThatAProviderCannotHonourIsRefusedWhenTheEncoderIsMade() {
        HpackEncoder.Builder builder =
                HpackEncoder.builder().provider(automaticWith(WORKING)).indexingPolicy(IndexingPolicy.INDEX_EVERYTHING);

        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, builder::build);

        assertTrue(refusal.getMessage().startsWith("Cannot use the indexing policy"), refusal.getMessage());
    }

    private static HpackProvider automaticWith(String... providers) {
        return withContextLoader(new Registry(providers), HpackProvider::automatic);
    }

    private static <T> T withContextLoader(ClassLoader loader, java.util.function.Supplier<T> action) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return action.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Registers providers, and defines their classes itself, as the loader of a jar of somebody else's would. */
    private static final class Registry extends ClassLoader {
        private final String registered;

        Registry(String... providers) {
            super(ProviderTest.class.getClassLoader());
            registered = String.join("\n", providers);
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.equals("META-INF/services/" + HpackProvider.class.getName())
                    ? Collections.enumeration(Collections.singleton(registration()))
                    : super.getResources(name);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.startsWith(WorkingProvider.class.getPackageName() + ".")
                    ? define(name)
                    : super.loadClass(name, resolve);
        }

        private Class<?> define(String name) {
            Class<?> defined = findLoadedClass(name);
            if (defined != null) {
                return defined;
            }
            try (InputStream in = ProviderTest.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
                byte[] octets = in.readAllBytes();
                return defineClass(name, octets, 0, octets.length);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        @SuppressWarnings("deprecation") // the constructor that takes a handler is the one that every JDK here has
        private URL registration() throws IOException {
            return new URL(null, "registry:", new URLStreamHandler() {
                @Override
                protected URLConnection openConnection(URL url) {
                    return new URLConnection(url) {
                        @Override
                        public void connect() {}

                        @Override
                        public InputStream getInputStream() {
                            return new ByteArrayInputStream(registered.getBytes(StandardCharsets.UTF_8));
                        }
                    };
                }
            });
        }
    }
}
