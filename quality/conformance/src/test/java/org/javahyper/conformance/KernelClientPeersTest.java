package org.javahyper.conformance;

import static org.javahyper.conformance.PeerMessages.OK;
import static org.javahyper.conformance.PeerMessages.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.event.InformationalResponseReceived;
import org.javahyper.h2.event.PingAckReceived;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.TrailersReceived;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our kernel as a client against the servers of Netty and Jetty, where it does what our client has no call for. */
@Timeout(60)
class KernelClientPeersTest {
    @Spec("H2-CONF-04")
    @ParameterizedTest
    @EnumSource
    void aWholeExchangeArrivesAsItWasSent(Peer peer) throws Exception {
        byte[] upload = TestBody.random(1 << 20);
        byte[] download = TestBody.random((1 << 20) + 1);
        Headers proceed = Headers.of(":status", "100");
        Headers early = Headers.of(":status", "103", "link", "</a>; rel=preload");
        try (PeerServer server = peer.listen();
                KernelPeer client = KernelPeer.connect(server.port())) {
            PeerConnection connection = server.accept();
            int streamId = client.open(request("POST", "/", "expect", "100-continue"), false);
            PeerStream stream = connection.nextStream();
            stream.sendHeaders(proceed, false);
            List<Headers> interim = List.of(
                    client.await(InformationalResponseReceived.class).headers()); // before any of the body is sent
            client.sendBody(streamId, upload, false);
            client.act(kernel -> kernel.sendHeaders(streamId, Headers.of("x-up", "1"), true));
            stream.awaitEnd();
            stream.sendHeaders(early, false);
            stream.sendHeaders(OK, false);
            stream.sendData(download, false);
            stream.sendHeaders(Headers.of("x-down", "2"), true);

            byte[] downloaded = client.awaitBody(streamId);
            assertEquals(List.of(proceed), interim);
            assertEquals(
                    early, client.await(InformationalResponseReceived.class).headers());
            assertEquals(OK, client.await(ResponseReceived.class).headers());
            assertEquals(TestBody.sha256(download), TestBody.sha256(downloaded));
            assertEquals(
                    Headers.of("x-down", "2"),
                    client.await(TrailersReceived.class).headers());
            assertEquals(TestBody.sha256(upload), TestBody.sha256(stream.body()));
            assertEquals(Headers.of("x-up", "1"), stream.trailers());
        }
    }

    @Spec({"H2-CONF-04", "H2-PING-01", "H2-OP-12"})
    @ParameterizedTest
    @EnumSource
    void pingsComeBackBothWays(Peer peer) throws Exception {
        try (PeerServer server = peer.listen();
                KernelPeer client = KernelPeer.connect(server.port())) {
            PeerConnection connection = server.accept();
            client.act(kernel -> kernel.ping(0x0123_4567_89ab_cdefL));
            long returned = client.await(PingAckReceived.class).opaqueData();
            connection.sendPing(-2);
            assertAnswered(client, connection); // the client answers while it waits for this

            assertEquals(0x0123_4567_89ab_cdefL, returned);
            assertEquals(-2, connection.awaitPingAck());
        }
    }

    @Spec({"H2-CONF-04", "H2-OP-10"})
    @ParameterizedTest
    @EnumSource
    void resetInTheMiddleOfARequestArrivesWithItsCode(Peer peer) throws Exception {
        try (PeerServer server = peer.listen();
                KernelPeer client = KernelPeer.connect(server.port())) {
            PeerConnection connection = server.accept();
            int streamId = client.open(request("POST", "/"), false);
            client.sendBody(streamId, TestBody.random(10_000), false);
            PeerStream stream = connection.nextStream();
            stream.awaitBody(10_000);
            client.act(kernel -> kernel.resetStream(streamId, ErrorCode.INTERNAL_ERROR));

            assertEquals(ErrorCode.INTERNAL_ERROR, stream.awaitReset());
            assertAnswered(client, connection);
        }
    }

    private static void assertAnswered(KernelPeer client, PeerConnection connection) throws Exception {
        int streamId = client.open(request("GET", "/next"), true);
        PeerStream stream = connection.nextStream();
        stream.sendHeaders(OK, true);

        assertEquals(0, client.awaitBody(streamId).length);
        assertEquals("/next", stream.headers().first(":path"));
    }

    @Spec({"H2-CONF-04", "H2-GO-01", "H2-GO-04"})
    @ParameterizedTest
    @EnumSource
    void streamsInFlightFinishWhenTheClientGoesAway(Peer peer) throws Exception {
        byte[] body = TestBody.random(200_000);
        try (PeerServer server = peer.listen();
                KernelPeer client = KernelPeer.connect(server.port())) {
            PeerConnection connection = server.accept();
            int streamId = client.open(request("GET", "/"), true);
            PeerStream stream = connection.nextStream();
            client.act(kernel -> kernel.closeConnection(ErrorCode.NO_ERROR));
            PeerConnection.GoAway goAway = connection.awaitGoAway();
            stream.sendHeaders(OK, false);
            stream.sendData(body, true);

            assertEquals(TestBody.sha256(body), TestBody.sha256(client.awaitBody(streamId)));
            assertEquals(new PeerConnection.GoAway(0, ErrorCode.NO_ERROR), goAway);
            client.awaitDrained();
        }
    }
}
