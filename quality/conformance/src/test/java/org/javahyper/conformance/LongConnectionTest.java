package org.javahyper.conformance;

import static org.javahyper.conformance.PeerMessages.OK;
import static org.javahyper.conformance.PeerMessages.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.FrameObserver;
import org.javahyper.h2.H2Connection;
import org.javahyper.h2.StreamState;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.httpbin.HttpBin;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameView;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection does not grow with the streams that were on it: 100,000, or a million with {@code -Dhyper.long=true}. */
@Timeout(300)
class LongConnectionTest {
    private static final int STREAMS = Boolean.getBoolean("hyper.long") ? 1_000_000 : 100_000;
    private static final int WARM_UP = 10_000;
    private static final int AT_ONCE = 50;

    /** In octets: less than six for each stream, or less than one in the long form; nothing can be remembered in that. */
    private static final long TOLERANCE = 1 << 19;

    @Spec({"H2-CLOSED-09", "H2-CLOSED-10"})
    @Test
    void memoryOfBothSidesStaysTheSame() throws Exception {
        try (ServerSocket listener = KernelPeer.listener();
                KernelPeer client = KernelPeer.connect(listener.getLocalPort())) {
            CompletableFuture<Integer> server = CompletableFuture.supplyAsync(() -> serve(listener));

            exchange(client, WARM_UP);
            long before = LiveHeap.octets();
            exchange(client, STREAMS - WARM_UP);
            long growth = LiveHeap.octets() - before;

            client.act(kernel -> kernel.closeConnection(ErrorCode.NO_ERROR));
            assertEquals(STREAMS, server.get(10, TimeUnit.SECONDS));
            assertTrue(growth < TOLERANCE, growth + " octets more");
        }
    }

    /** Opens streams, a number of them at a time; of these, the client gives up one, and the server another. */
    private static void exchange(KernelPeer client, int streams) throws IOException {
        for (int done = 0; done < streams; done += AT_ONCE) {
            client.act(LongConnectionTest::openStreams);
            int open = AT_ONCE - 1;
            while (open > 0) {
                for (H2Event event : client.next()) {
                    open -= event instanceof StreamEnded || event instanceof StreamReset ? 1 : 0;
                }
            }
        }
    }

    private static void openStreams(H2Connection client) {
        int streamId = 0;
        for (int i = 0; i < AT_ONCE; i++) {
            streamId = client.nextStreamId();
            boolean hasBody = i % 5 == 0;
            client.sendHeaders(streamId, request("POST", i == 1 ? "/refuse" : "/item/" + streamId), !hasBody);
            if (hasBody) {
                client.sendData(streamId, ByteBuffer.allocate(100), true);
            }
        }
        client.resetStream(streamId, ErrorCode.CANCEL);
    }

    /** Answers until the client goes away; returns the number of requests. */
    private static int serve(ServerSocket listener) {
        int requests = 0;
        try (KernelPeer server = KernelPeer.accept(listener)) {
            while (!server.isClosed()) {
                for (H2Event event : server.next()) {
                    if (event instanceof RequestReceived request) {
                        requests++;
                        server.act(kernel -> answer(kernel, request));
                    }
                }
            }
            return requests;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void answer(H2Connection server, RequestReceived request) {
        int streamId = request.streamId();
        if (server.streamState(streamId) == StreamState.CLOSED) {
            return; // the client's reset came along with its request
        }
        if ("/refuse".equals(request.headers().first(":path"))) {
            server.resetStream(streamId, ErrorCode.REFUSED_STREAM);
        } else {
            server.sendHeaders(streamId, OK, false);
            server.sendData(streamId, ByteBuffer.allocate(100), true);
        }
    }

    @Spec({"H2-CLOSED-10", "H2-CONF-04"})
    @Tag("interop")
    @Test
    void memoryOfHttpBinStaysTheSame() throws Exception {
        ForeignTool h2load = ForeignTool.named("h2load");
        HeapAtRequests heap = new HeapAtRequests();
        HttpBin.Builder builder = HttpBin.builder().host("127.0.0.1").cleartext();
        try (HttpBin server = builder.observers(() -> heap).start()) {
            String uri = server.uri().resolve("/get").toString();

            String summary =
                    h2load.text("-n", Integer.toString(STREAMS), "-c", "1", "-m", Integer.toString(AT_ONCE), uri);

            long growth = heap.atEnd - heap.afterWarmUp;
            assertTrue(summary.contains(STREAMS + " succeeded, 0 failed, 0 errored, 0 timeout"), summary);
            assertEquals(STREAMS, heap.requests);
            assertTrue(growth < TOLERANCE, growth + " octets more");
        }
    }

    /** Weighs the heap at two moments in the life of a connection. */
    private static final class HeapAtRequests implements FrameObserver {
        private volatile int requests;
        private volatile long afterWarmUp;
        private volatile long atEnd;

        @Override
        public void received(FrameView frame) {
            if (frame.type() != FrameType.HEADERS) {
                return;
            }
            int count = requests + 1; // one thread at a time is here
            requests = count;
            if (count == WARM_UP) {
                afterWarmUp = LiveHeap.octets();
            } else if (count == STREAMS) {
                atEnd = LiveHeap.octets();
            }
        }

        @Override
        public void sent(FrameView frame) {}
    }
}
