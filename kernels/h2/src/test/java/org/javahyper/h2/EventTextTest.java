package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.javahyper.h2.event.AlternativeServiceAvailable;
import org.javahyper.h2.event.ConnectionDrained;
import org.javahyper.h2.event.ConnectionEnded;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.ExtensiblePriorityUpdated;
import org.javahyper.h2.event.GoAwayReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.InformationalResponseReceived;
import org.javahyper.h2.event.OriginsReceived;
import org.javahyper.h2.event.PingAckReceived;
import org.javahyper.h2.event.PingReceived;
import org.javahyper.h2.event.PriorityUpdated;
import org.javahyper.h2.event.PushedStreamReceived;
import org.javahyper.h2.event.RemoteSettingsChanged;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.RequestRejected;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.SettingsAcknowledged;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamRefused;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.h2.event.StreamsAvailable;
import org.javahyper.h2.event.TrailersReceived;
import org.javahyper.h2.event.UnknownFrameReceived;
import org.javahyper.h2.event.WindowUpdated;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.PriorityFields;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What events look like in a log. */
class EventTextTest {
    private static final Headers OK = Headers.of(":status", "200");
    private static final Settings WINDOW = Settings.of(SettingId.INITIAL_WINDOW_SIZE, 5);

    static Stream<Arguments> events() {
        return Stream.of(
                event(
                        new AlternativeServiceAvailable("https://example.org", "h2=\":8443\""),
                        "AlternativeServiceAvailable[origin=https://example.org, fieldValue=h2=\":8443\"]"),
                event(new ConnectionDrained(), "ConnectionDrained[]"),
                event(new ConnectionEnded(true), "ConnectionEnded[clean=true]"),
                event(
                        new ConnectionFailed(ErrorCode.PROTOCOL_ERROR, "why"),
                        "ConnectionFailed[errorCode=PROTOCOL_ERROR, reason=why]"),
                event(
                        new DataReceived(1, ByteBuffer.wrap(new byte[] {1, (byte) 0xab}), 5, true),
                        "DataReceived[streamId=1, data=2 octets 01ab, flowControlledLength=5, endStream=true]"),
                event(
                        new DataReceived(1, ByteBuffer.allocate(20), 20, false),
                        "DataReceived[streamId=1, data=20 octets " + "00".repeat(20)
                                + ", flowControlledLength=20, endStream=false]"),
                event(
                        new DataReceived(1, ByteBuffer.allocate(21), 21, false),
                        "DataReceived[streamId=1, data=21 octets " + "00".repeat(20)
                                + "..., flowControlledLength=21, endStream=false]"),
                event(
                        new ExtensiblePriorityUpdated(5, "u=3, i"),
                        "ExtensiblePriorityUpdated[streamId=5, fieldValue=u=3, i]"),
                event(
                        new GoAwayReceived(new ErrorCode(0x1234), 7, ByteBuffer.wrap(new byte[] {'h', 'i'})),
                        "GoAwayReceived[errorCode=0x1234, lastStreamId=7, debugData=2 octets 6869]"),
                event(
                        new InformationalResponseReceived(1, Headers.of(":status", "103")),
                        "InformationalResponseReceived[streamId=1, headers=[:status: 103]]"),
                event(
                        new OriginsReceived(List.of("https://a.example", "https://b.example")),
                        "OriginsReceived[origins=[https://a.example, https://b.example]]"),
                event(new PingReceived(5), "PingReceived[opaqueData=5]"),
                event(new PingAckReceived(5), "PingAckReceived[opaqueData=5]"),
                event(
                        new PriorityUpdated(5, new PriorityFields(3, true, 256)),
                        "PriorityUpdated[streamId=5, priority=PriorityFields[streamDependency=3, exclusive=true, weight=256]]"),
                event(
                        new PushedStreamReceived(1, 2, Headers.of(":method", "GET")),
                        "PushedStreamReceived[streamId=1, promisedStreamId=2, headers=[:method: GET]]"),
                event(
                        new RemoteSettingsChanged(Settings.empty(), WINDOW, WINDOW),
                        "RemoteSettingsChanged[before={}, after={INITIAL_WINDOW_SIZE=5}, entries={INITIAL_WINDOW_SIZE=5}]"),
                event(
                        new SettingsAcknowledged(WINDOW, WINDOW, Settings.of(0xff, 1)),
                        "SettingsAcknowledged[before={INITIAL_WINDOW_SIZE=5}, after={INITIAL_WINDOW_SIZE=5}, entries={0xff=1}]"),
                event(
                        new RequestReceived(1, Headers.of(":method", "GET"), true),
                        "RequestReceived[streamId=1, headers=[:method: GET], endStream=true]"),
                event(new RequestRejected(1, 400, "why"), "RequestRejected[streamId=1, status=400, rule=why]"),
                event(
                        new ResponseReceived(1, OK, false),
                        "ResponseReceived[streamId=1, headers=[:status: 200], endStream=false]"),
                event(new StreamEnded(1), "StreamEnded[streamId=1]"),
                event(new StreamRefused(3), "StreamRefused[streamId=3]"),
                event(
                        new StreamReset(1, ErrorCode.CANCEL, true, ResetReason.PEER_RST, "why"),
                        "StreamReset[streamId=1, errorCode=CANCEL, remote=true, reason=PEER_RST, message=why]"),
                event(new StreamsAvailable(7), "StreamsAvailable[streams=7]"),
                event(
                        new TrailersReceived(1, Headers.of("a", "b"), true),
                        "TrailersReceived[streamId=1, headers=[a: b], endStream=true]"),
                event(
                        new UnknownFrameReceived(0xbb, 0x1f, 9, ByteBuffer.allocate(1)),
                        "UnknownFrameReceived[type=0xbb, flags=0x1f, streamId=9, payload=1 octets 00]"),
                event(new WindowUpdated(0, 10), "WindowUpdated[streamId=0, increment=10]"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("events")
    @Spec("H2-EV-31")
    void textHasIdsLengthsAndCodes(H2Event event, String text) {
        assertEquals(text, event.toString());
    }

    @Test
    @Spec("H2-EV-31")
    void everyKindOfEventHasAText() {
        Set<Object> kinds = events().map(row -> row.get()[0].getClass()).collect(Collectors.toSet());

        assertEquals(Set.of(H2Event.class.getPermittedSubclasses()), kinds);
    }

    @Test
    @Spec({"H2-EV-31", "X-IO-07", "INV-17"})
    void sensitiveValuesAreMasked() {
        Headers secret =
                Headers.builder().addSensitive("authorization", "secret").build();

        assertFalse(new RequestReceived(1, secret, true).toString().contains("secret"));
        assertFalse(new TrailersReceived(1, secret, true).toString().contains("secret"));
        assertFalse(new PushedStreamReceived(1, 2, secret).toString().contains("secret"));
    }

    @Test
    @Spec({"H2-GO-12", "H2-EV-07"})
    void onlyARefusalOfThePeerIsKnownToBeUnprocessed() {
        assertTrue(reset(ErrorCode.REFUSED_STREAM, true).isUnprocessed());
        assertFalse(reset(ErrorCode.REFUSED_STREAM, false).isUnprocessed());
        assertFalse(reset(ErrorCode.CANCEL, true).isUnprocessed());
    }

    private static StreamReset reset(ErrorCode errorCode, boolean remote) {
        return new StreamReset(1, errorCode, remote, ResetReason.PEER_RST, "");
    }

    private static Arguments event(H2Event event, String text) {
        return Arguments.of(event, text);
    }
}
