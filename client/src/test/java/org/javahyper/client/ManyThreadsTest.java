package org.javahyper.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.javahyper.h2.Limits;
import org.javahyper.h2.StreamState;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One connection shared by many threads, against a server that echoes bodies as they come. */
@Timeout(120)
class ManyThreadsTest {
    private static final int THREADS = 32;
    private static final int REQUESTS = 200;

    @Test
    @Spec({"CL-CONN-10", "CL-REQ-06"})
    void nothingIsLostAmongManyThreadsThatAlsoCancel() throws Exception {
        Limits few = Limits.builder().maxConcurrentStreams(20).build();
        try (ScriptedServer server = ScriptedServer.cleartext(few, new Echo());
                Http2Connection client = server.client()) {

            assertEquals(THREADS * REQUESTS, shareAmongThreads(client, REQUESTS, 6_000));
            assertEquals(1, server.connections());
        }
    }

    @Test
    @Spec("CL-CONN-10")
    void largeBodiesShareTheConnectionOverTls(@TempDir Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.of(folder, "dns:localhost", "-1d");
        ClientConfiguration configuration =
                ClientConfiguration.builder().caFile(certificate.authority()).build();
        try (ScriptedServer server = ScriptedServer.tls(certificate, "h2", new Echo());
                Http2Connection client = Http2Connection.tls("localhost", server.port(), configuration)) {

            assertEquals(THREADS * 3, shareAmongThreads(client, 3, 200_000));
            assertEquals(1, server.connections());
        }
    }

    /** The number of exchanges that went as they should. */
    private static int shareAmongThreads(Http2Connection client, int requests, int maxLength)
            throws InterruptedException, ExecutionException {
        AtomicInteger done = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> results = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(thread);
                results.add(threads.submit(() -> {
                    for (int i = 0; i < requests; i++) {
                        exchange(client, random, maxLength);
                        done.incrementAndGet();
                    }
                    return null;
                }));
            }
            for (Future<?> result : results) {
                result.get();
            }
        } finally {
            threads.shutdownNow();
        }
        return done.get();
    }

    private static void exchange(Http2Connection client, Random random, int maxLength) throws IOException {
        byte[] octets = Pattern.octets(random.nextInt(maxLength));
        RequestBody body = random.nextBoolean()
                ? RequestBody.octets(octets)
                : RequestBody.stream(new ByteArrayInputStream(octets));
        int streamId = client.request("POST", "/", Headers.empty(), body);
        switch (random.nextInt(8)) {
            case 0 -> client.cancel(streamId);
            case 1 -> client.getResponse(streamId).close();
            case 2 -> {
                try (Response response = client.getResponse(streamId)) {
                    response.read(octets.length / 2);
                }
            }
            default -> {
                try (Response response = client.getResponse(streamId)) {
                    assertArrayEquals(octets, response.read());
                    assertEquals(Headers.of("the", "end"), response.trailers());
                }
            }
        }
    }

    /** Takes bodies without bound, and sends them back as the windows allow. */
    private static final class Echo implements ScriptedServer.Script {
        @Override
        public void run(Peer peer) throws IOException {
            Map<Integer, Answer> answers = new HashMap<>();
            while (true) {
                H2Event event = peer.next();
                if (event instanceof RequestReceived request && isOpen(peer, request.streamId())) {
                    answers.put(request.streamId(), new Answer());
                    peer.head(request.streamId(), false, ":status", "200");
                } else if (event instanceof DataReceived data) {
                    peer.acknowledge(data);
                    Answer answer = answers.get(data.streamId());
                    if (answer != null) {
                        answer.octets.add(data.data());
                    }
                } else if (event instanceof StreamReset reset) {
                    answers.remove(reset.streamId());
                }
                if (event instanceof StreamEnded end && answers.containsKey(end.streamId())) {
                    answers.get(end.streamId()).isWhole = true;
                }
                for (Iterator<Map.Entry<Integer, Answer>> all =
                                answers.entrySet().iterator();
                        all.hasNext(); ) {
                    Map.Entry<Integer, Answer> one = all.next();
                    if (send(peer, one.getKey(), one.getValue())) {
                        all.remove();
                    }
                }
            }
        }

        private static boolean send(Peer peer, int streamId, Answer answer) throws IOException {
            if (!isOpen(peer, streamId)) {
                return true;
            }
            while (!answer.octets.isEmpty()) {
                ByteBuffer first = answer.octets.get(0);
                while (first.hasRemaining() && peer.kernel().sendData(streamId, first, false) > 0) {
                    peer.flush();
                }
                if (first.hasRemaining()) {
                    return false;
                }
                answer.octets.remove(0);
            }
            if (answer.isWhole) {
                peer.head(streamId, true, "the", "end");
            }
            return answer.isWhole;
        }

        /** A stream may be reset already, although the event that says so is still to come. */
        private static boolean isOpen(Peer peer, int streamId) {
            return peer.kernel().streamState(streamId) != StreamState.CLOSED;
        }

        private static final class Answer {
            private final List<ByteBuffer> octets = new ArrayList<>();
            private boolean isWhole;
        }
    }
}
