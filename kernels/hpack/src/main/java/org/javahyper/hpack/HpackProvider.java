package org.javahyper.hpack;

import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.javahyper.hpack.internal.BuiltinProvider;

/**
 * Makes encoders and decoders. {@link #BUILTIN} makes those of this module, in Java alone; others, backed by a native library for instance, are
 * registered as services of this type and found by {@link #automatic()}.
 *
 * <p>A provider's encoders and decoders keep all that {@link HpackEncoder} and {@link HpackDecoder} say. Where a provider cannot honour an option
 * it refuses to make one, with an {@link IllegalArgumentException} that names the option.
 *
 * @see java.util.ServiceLoader
 */
public interface HpackProvider {
    /** The encoder and decoder of this module; what is used unless another provider is asked for. */
    HpackProvider BUILTIN = new BuiltinProvider();

    /**
     * The first registered provider that is available here, looked for with the context class loader of the thread; {@link #BUILTIN} if there is
     * none. One that cannot be loaded counts as not available. The search takes its time: do it once, and keep the result with the configuration.
     */
    static HpackProvider automatic() {
        Iterator<HpackProvider> providers =
                ServiceLoader.load(HpackProvider.class).iterator();
        while (true) {
            try {
                if (!providers.hasNext()) {
                    return BUILTIN;
                }
                HpackProvider provider = providers.next();
                if (provider.isAvailable()) {
                    return provider;
                }
            } catch (ServiceConfigurationError | LinkageError unusable) {
                // Made for a newer Java, or without its native library. The next one may do.
            }
        }
    }

    /** What to call it in logs. */
    String name();

    /** Whether it works here: its native library is there and has been loaded. */
    boolean isAvailable();

    /** A new decoder; the parameters are those of {@link HpackDecoder.Builder}, already checked. */
    HpackDecoder newDecoder(HpackLimits limits, boolean discardOversized, int tableSize);

    /** A new encoder; the parameters are those of {@link HpackEncoder.Builder}, already checked. */
    HpackEncoder newEncoder(HuffmanMode huffmanMode, IndexingPolicy indexingPolicy, int tableSize, int tableSizeCap);
}
