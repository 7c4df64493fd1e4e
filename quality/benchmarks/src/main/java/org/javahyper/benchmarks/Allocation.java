package org.javahyper.benchmarks;

import com.sun.management.ThreadMXBean;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.jetty.http2.hpack.HpackDecoder;
import org.eclipse.jetty.http2.hpack.HpackEncoder;
import org.jspecify.annotations.Nullable;

/** Octets that the libraries allocate where that is worth a figure of its own. The thread's own count is exact; the JVM keeps it. */
final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Often enough for compiled code, in which objects that do not escape are no objects. */
    private static final int TIMES = 20_000;

    /** The same for encoding, in fields. */
    private static final long LEAST_FIELDS = 200_000;

    private Allocation() {}

    /** A new encoder and a new decoder, as the library's users make them. */
    static double newPair(HpackSubject subject) {
        return switch (subject) {
            case OURS, OURS_CHECKED ->
                perCall(() -> org.javahyper.hpack.HpackEncoder.create())
                        + perCall(() -> org.javahyper.hpack.HpackDecoder.create());
            case NETTY, NETTY_RELAXED ->
                perCall(DefaultHttp2HeadersEncoder::new) + perCall(() -> new DefaultHttp2HeadersDecoder());
            case JETTY -> perCall(HpackEncoder::new) + perCall(() -> new HpackDecoder(8_192, System::nanoTime));
        };
    }

    /** A decoded field that is in a table: how much more a list of twenty such fields takes than one of ten. */
    static double tableField(HpackSubject subject) {
        return (decodedList(subject.coders(), 20) - decodedList(subject.coders(), 10)) / 10;
    }

    /** An encoded field, on and on with encoders that have encoded the same lists before. */
    static double steadyField(HpackSubject subject, Workload workload) {
        Runnable encoding = subject.pass(workload, List.of()).steadyEncoding();
        long passes = 1 + LEAST_FIELDS / workload.fieldCount();
        for (long pass = 0; pass < passes; pass++) {
            encoding.run();
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        encoding.run();
        return (double) (THREADS.getCurrentThreadAllocatedBytes() - before) / workload.fieldCount();
    }

    private static <B, L> double decodedList(HpackLibrary<B, L> library, int fields) {
        byte[] octets = new byte[1 + fields];
        Arrays.fill(octets, (byte) 0x90); // accept-encoding: gzip, deflate
        octets[0] = (byte) 0x88; // :status: 200
        B block = library.block(octets);
        HpackLibrary.Decoder<B, L> decoder = library.newDecoder();
        return perCall(() -> decoder.decode(block));
    }

    private static double perCall(Supplier<?> call) {
        @Nullable Object[] results = new Object[TIMES];
        allocate(call, results);
        return (double) allocate(call, results) / TIMES;
    }

    private static long allocate(Supplier<?> call, @Nullable Object[] results) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < results.length; i++) {
            results[i] = call.get();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
