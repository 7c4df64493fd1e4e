package org.javahyper.conformance;

import static org.javahyper.conformance.PeerMessages.OK;
import static org.javahyper.conformance.PeerMessages.request;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.H2Connection;
import org.javahyper.h2.event.GoAwayReceived;
import org.javahyper.h2.event.PingAckReceived;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.h2.event.TrailersReceived;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The clients of Netty and Jetty against our kernel as a server, which does what httpbin has no reason to do. */
@Timeout(60)
class KernelServerPeersTest {
    private ServerSocket listener;

    @BeforeEach
    void listen() throws IOException {
        listener = KernelPeer.listener();
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    @Spec({"H2-CONF-04", "H2-OP-10"})
    @ParameterizedTest
    @EnumSource
    void connectionOutlivesAResponseThatTheServerResets(Peer peer) throws Exception {
        try (PeerConnection client = peer.connect(listener.getLocalPort());
                KernelPeer server = KernelPeer.accept(listener)) {
            PeerStream stream = client.open(request("GET", "/"), true);
            int streamId = server.await(RequestReceived.class).streamId();
            server.act(kernel -> kernel.sendHeaders(streamId, OK, false));
            server.sendBody(streamId, TestBody.random(10_000), false);
            stream.awaitBody(10_000);
            server.act(kernel -> kernel.resetStream(streamId, ErrorCode.INTERNAL_ERROR));

            assertEquals(ErrorCode.INTERNAL_ERROR, stream.awaitReset());
            assertAnswered(client, server);
        }
    }

    @Spec({"H2-CONF-04", "H2-OP-10"})
    @ParameterizedTest
    @EnumSource
    void connectionOutlivesARequestThatTheServerRefuses(Peer peer) throws Exception {
        try (PeerConnection client = peer.connect(listener.getLocalPort());
                KernelPeer server = KernelPeer.accept(listener)) {
            PeerStream stream = client.open(request("POST", "/"), false);
            stream.sendData(TestBody.random(200_000), false);
            int streamId = server.await(RequestReceived.class).streamId();
            server.act(kernel -> kernel.resetStream(streamId, ErrorCode.REFUSED_STREAM));

            assertEquals(ErrorCode.REFUSED_STREAM, stream.awaitReset());
            assertAnswered(client, server);
        }
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void resetOfTheClientIsReportedWithItsCode(Peer peer) throws Exception {
        try (PeerConnection client = peer.connect(listener.getLocalPort());
                KernelPeer server = KernelPeer.accept(listener)) {
            PeerStream stream = client.open(request("POST", "/"), false);
            int streamId = server.await(RequestReceived.class).streamId();
            stream.reset(ErrorCode.CANCEL);

            StreamReset reset = server.await(StreamReset.class);
            assertEquals(streamId, reset.streamId());
            assertEquals(ErrorCode.CANCEL, reset.errorCode());
            assertTrue(reset.remote());
            assertAnswered(client, server);
        }
    }

    private static void assertAnswered(PeerConnection client, KernelPeer server) throws IOException {
        PeerStream stream = client.open(request("GET", "/next"), true);
        RequestReceived request = server.await(RequestReceived.class);
        server.act(kernel -> kernel.sendHeaders(request.streamId(), OK, true));

        stream.awaitEnd();
        assertEquals("/next", request.headers().first(":path"));
        assertEquals(OK, stream.headers());
    }

    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void aWholeExchangeArrivesAsItWasSent(Peer peer) throws Exception {
        byte[] upload = TestBody.random(1 << 20);
        byte[] download = TestBody.random((1 << 20) + 1);
        Headers early = Headers.of(":status", "103", "link", "</a>; rel=preload");
        Headers processing = Headers.of(":status", "102");
        try (PeerConnection client = peer.connect(listener.getLocalPort());
                KernelPeer server = KernelPeer.accept(listener)) {
            PeerStream stream = client.open(request("POST", "/"), false);
            stream.sendData(upload, false);
            stream.sendHeaders(Headers.of("x-up", "1"), true);
            int streamId = server.await(RequestReceived.class).streamId();
            String uploaded = TestBody.sha256(server.awaitBody(streamId));
            server.act(kernel -> kernel.sendHeaders(streamId, early, false));
            server.act(kernel -> kernel.sendHeaders(streamId, processing, false));
            server.act(kernel -> kernel.sendHeaders(streamId, OK, false));
            server.sendBody(streamId, download, false);
            server.act(kernel -> kernel.sendHeaders(streamId, Headers.of("x-down", "2"), true));

            stream.awaitEnd();
            assertEquals(TestBody.sha256(upload), uploaded);
            assertEquals(
                    Headers.of("x-up", "1"),
                    server.await(TrailersReceived.class).headers());
            assertEquals(List.of(early, processing), stream.awaitInterim(2));
            assertEquals(OK, stream.headers());
            assertEquals(TestBody.sha256(download), TestBody.sha256(stream.body()));
            assertEquals(Headers.of("x-down", "2"), stream.trailers());
        }
    }

    @Spec({"H2-CONF-04", "H2-OP-12"})
    @ParameterizedTest
    @EnumSource
    void pingsOfTheServerComeBack(Peer peer) throws Exception {
        try (PeerConnection client = peer.connect(listener.getLocalPort());
                KernelPeer server = KernelPeer.accept(listener)) {
            server.act(kernel -> kernel.ping(0x0123_4567_89ab_cdefL));

            assertEquals(
                    0x0123_4567_89ab_cdefL, server.await(PingAckReceived.class).opaqueData());
            assertAnswered(client, server);
        }
    }

    @Spec({"H2-CONF-04", "H2-GO-01"})
    @ParameterizedTest
    @EnumSource
    void streamsInFlightFinishWhenTheServerGoesAway(Peer peer) throws Exception {
        try (PeerConnection client = peer.connect(listener.getLocalPort());
                KernelPeer server = KernelPeer.accept(listener)) {
            PeerStream stream = client.open(request("GET", "/"), true);
            int streamId = server.await(RequestReceived.class).streamId();
            server.act(kernel -> kernel.sendHeaders(streamId, OK, false));
            server.act(kernel -> kernel.closeConnection(ErrorCode.NO_ERROR));
            PeerConnection.GoAway goAway = client.awaitGoAway();
            server.sendBody(streamId, TestBody.random(30_000), true);

            stream.awaitEnd();
            assertEquals(new PeerConnection.GoAway(streamId, ErrorCode.NO_ERROR), goAway);
            assertEquals(TestBody.sha256(TestBody.random(30_000)), TestBody.sha256(stream.body()));
        }
    }

    @Spec({"H2-CONF-04", "H2-GO-03"})
    @ParameterizedTest
    @EnumSource
    void serverShutsDownInTwoSteps(Peer peer) throws Exception {
        try (PeerConnection client = peer.connect(listener.getLocalPort());
                KernelPeer server = KernelPeer.accept(listener)) {
            PeerStream stream = client.open(request("GET", "/"), true);
            int streamId = server.await(RequestReceived.class).streamId();
            server.act(H2Connection::shutdown);
            PeerConnection.GoAway announced = client.awaitGoAway();
            server.await(PingAckReceived.class); // with which the second step is made
            PeerConnection.GoAway meant = client.awaitGoAway();
            server.act(kernel -> kernel.sendHeaders(streamId, OK, true));

            stream.awaitEnd();
            assertEquals(new PeerConnection.GoAway(Integer.MAX_VALUE, ErrorCode.NO_ERROR), announced);
            assertEquals(new PeerConnection.GoAway(streamId, ErrorCode.NO_ERROR), meant);
            assertEquals(OK, stream.headers());
        }
    }

    @Spec({"H2-CONF-04", "H2-GO-06"})
    @ParameterizedTest
    @EnumSource
    void streamsInFlightFinishWhenTheClientGoesAway(Peer peer) throws Exception {
        try (PeerConnection client = peer.connect(listener.getLocalPort());
                KernelPeer server = KernelPeer.accept(listener)) {
            PeerStream stream = client.open(request("GET", "/"), true);
            int streamId = server.await(RequestReceived.class).streamId();
            client.goAway();
            ErrorCode errorCode = server.await(GoAwayReceived.class).errorCode();
            server.act(kernel -> kernel.sendHeaders(streamId, OK, false));
            server.sendBody(streamId, TestBody.random(30_000), true);

            stream.awaitEnd();
            server.awaitDrained();
            assertEquals(ErrorCode.NO_ERROR, errorCode);
            assertEquals(TestBody.sha256(TestBody.random(30_000)), TestBody.sha256(stream.body()));
        }
    }
}
