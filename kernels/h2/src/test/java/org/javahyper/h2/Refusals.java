package org.javahyper.h2;

import static org.javahyper.h2.History.BUSY;
import static org.javahyper.h2.History.ENDED;
import static org.javahyper.h2.History.FAILED;
import static org.javahyper.h2.History.FULL;
import static org.javahyper.h2.History.GOING;
import static org.javahyper.h2.History.MANUAL;
import static org.javahyper.h2.History.NEW;
import static org.javahyper.h2.History.NO_PUSH;
import static org.javahyper.h2.History.PEER_GOING;
import static org.javahyper.h2.History.SHUTTING_DOWN;
import static org.javahyper.h2.History.UNACKNOWLEDGED;
import static org.javahyper.h2.History.USED_UP;
import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.HINTS;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.POST;
import static org.javahyper.h2.Messages.TRAILERS;
import static org.javahyper.h2.Messages.ascii;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.PriorityFields;

/** Every way in which an operation can be refused, as a table; {@link AtomicityTest} says what holds for all of them. */
final class Refusals {
    /**
     * A call that is refused.
     *
     * @param operation the method with the types of its parameters
     * @param why what is wrong with the call
     */
    record Refusal(
            String operation,
            Role role,
            History history,
            String why,
            Class<? extends RuntimeException> exception,
            Consumer<H2Connection> action) {
        @Override
        public String toString() {
            return operation + " of a " + role + ", " + history + ": " + why;
        }
    }

    /** What refused calls offer to be sent, and must leave as it is. */
    static final ByteBuffer BODY = ascii("0123456789");

    private static final Headers BAD =
            GET.toBuilder().add("fresh", "value").add("bad name", "x").build();
    private static final Headers BAD_ANSWER =
            OK.toBuilder().add("fresh", "value").add("bad name", "x").build();
    private static final Headers POST_FIVE =
            POST.toBuilder().add("content-length", "5").build();
    private static final Headers OK_FIVE =
            OK.toBuilder().add("content-length", "5").build();
    private static final byte[] TOO_MANY_OCTETS = new byte[16_385];
    private static final String TOO_LONG = "a".repeat(16_385);
    private static final AlternativeService SERVICE = AlternativeService.forOrigin("https://example.org", "h2=\":1\"");

    private final List<Refusal> rows = new ArrayList<>();
    private String operation = "";

    private Refusals() {}

    static List<Refusal> all() {
        Refusals table = new Refusals();
        table.begin();
        table.messages();
        table.bodies();
        table.streams();
        table.settingsAndSignals();
        table.goingAway();
        table.output();
        table.questions();
        table.overOrNotBegun();
        return table.rows;
    }

    // spotless:off
    private void begin() {
        of("initiate()")
            .both(BUSY, "a second time", IllegalActionException.class, H2Connection::initiate)
            .both(GOING, "a second time", IllegalActionException.class, H2Connection::initiate)
            .both(PEER_GOING, "a second time", IllegalActionException.class, H2Connection::initiate);
        of("initiateUpgradeClient(Headers)")
            .both(BUSY, "a second time", IllegalActionException.class, c -> c.initiateUpgradeClient(GET))
            .server(NEW, "other role", IllegalActionException.class, c -> c.initiateUpgradeClient(GET))
            .client(NEW, "null", NullPointerException.class, c -> c.initiateUpgradeClient(null));
        of("initiateUpgradeServer(Headers,String)")
            .both(BUSY, "a second time", IllegalActionException.class, c -> c.initiateUpgradeServer(GET, null))
            .client(NEW, "other role", IllegalActionException.class, c -> c.initiateUpgradeServer(GET, null))
            .server(NEW, "not base64url", InvalidSettingException.class, c -> c.initiateUpgradeServer(GET, "AAMAAAB+"))
            .server(NEW, "half an entry", InvalidSettingException.class, c -> c.initiateUpgradeServer(GET, "AAMA"))
            .server(NEW, "too many entries", InvalidSettingException.class, c -> c.initiateUpgradeServer(GET, "AAMAAABk".repeat(33)))
            .server(NEW, "bad value behind a good one", InvalidSettingException.class, c -> c.initiateUpgradeServer(GET, "AAMAAABkAAIAAAAC"))
            .server(NEW, "null", NullPointerException.class, c -> c.initiateUpgradeServer(null, null));
        of("receiveData(byte[])")
            .client(NEW, "before initiate", IllegalActionException.class, c -> c.receiveData(FrameFactory.settings()))
            .both(NEW, "null", NullPointerException.class, c -> c.receiveData((byte[]) null))
            .both(BUSY, "null", NullPointerException.class, c -> c.receiveData((byte[]) null));
        of("receiveData(byte[],int,int)")
            .client(NEW, "before initiate", IllegalActionException.class, c -> c.receiveData(FrameFactory.settings(), 0, 9))
            .both(NEW, "range outside the array", IndexOutOfBoundsException.class, c -> c.receiveData(new byte[1], 1, 1))
            .both(BUSY, "range outside the array", IndexOutOfBoundsException.class, c -> c.receiveData(new byte[1], 1, 1));
        of("receiveData(ByteBuffer)")
            .client(NEW, "before initiate", IllegalActionException.class, c -> c.receiveData(BODY))
            .client(NEW, "before initiate, read-only", IllegalActionException.class, c -> c.receiveData(BODY.asReadOnlyBuffer()))
            .both(NEW, "null", NullPointerException.class, c -> c.receiveData((ByteBuffer) null));
    }

    private void messages() {
        headers("sendHeaders(int,Headers,boolean)", H2Connection::sendHeaders);
        headers("sendHeaders(int,Headers,boolean,PriorityFields)", (c, id, list, end) -> c.sendHeaders(id, list, end, PriorityFields.DEFAULT));
        of("sendHeaders(int,Headers,boolean,PriorityFields)")
            .client(BUSY, "stream depends on itself", IllegalActionException.class, c -> c.sendHeaders(15, GET, true, new PriorityFields(15, false, 1)))
            .client(BUSY, "no priority", NullPointerException.class, c -> c.sendHeaders(15, GET, true, null))
            .server(BUSY, "priority of a server", IllegalActionException.class, c -> c.sendHeaders(1, OK, true, PriorityFields.DEFAULT));
        of("pushStream(int,int,Headers)")
            .client(BUSY, "of a client", IllegalActionException.class, c -> c.pushStream(1, 4, GET))
            .server(BUSY, "on a promised stream", IllegalActionException.class, c -> c.pushStream(2, 6, GET))
            .server(BUSY, "on a tunnel", IllegalActionException.class, c -> c.pushStream(9, 6, GET))
            .server(BUSY, "on a pushed response", IllegalActionException.class, c -> c.pushStream(4, 6, GET))
            .server(NO_PUSH, "not wanted", IllegalActionException.class, c -> c.pushStream(1, 6, GET))
            .server(BUSY, "promised id of the client", IllegalActionException.class, c -> c.pushStream(1, 101, GET))
            .server(BUSY, "promised id used", IllegalActionException.class, c -> c.pushStream(1, 4, GET))
            .server(BUSY, "promised id 0", IllegalArgumentException.class, c -> c.pushStream(1, 0, GET))
            .server(PEER_GOING, "peer going away", IllegalActionException.class, c -> c.pushStream(1, 6, GET))
            .server(BUSY, "bad field behind a fresh one", InvalidHeadersException.class, c -> c.pushStream(1, 6, BAD))
            .server(BUSY, "not a safe method", InvalidHeadersException.class, c -> c.pushStream(1, 6, POST))
            .server(BUSY, "no list", NullPointerException.class, c -> c.pushStream(1, 6, null));
    }

    private void headers(String name, SendHeaders send) {
        of(name)
            .client(BUSY, "bad field behind a fresh one", InvalidHeadersException.class, c -> send.send(c, 15, BAD, true))
            .client(BUSY, "incomplete request", InvalidHeadersException.class, c -> send.send(c, 15, TRAILERS, true))
            .client(BUSY, "list too large for the peer", InvalidHeadersException.class, c -> send.send(c, 15, Messages.withLongField(GET, 9_000), true))
            .client(BUSY, "trailers without END_STREAM", InvalidHeadersException.class, c -> send.send(c, 1, TRAILERS, false))
            .client(BUSY, "trailers with a pseudo-field", InvalidHeadersException.class, c -> send.send(c, 1, GET, true))
            .client(BUSY, "after END_STREAM", IllegalActionException.class, c -> send.send(c, 3, TRAILERS, true))
            .client(BUSY, "on a promised stream", IllegalActionException.class, c -> send.send(c, 2, TRAILERS, true))
            .client(BUSY, "in a tunnel", IllegalActionException.class, c -> send.send(c, 9, TRAILERS, true))
            .client(BUSY, "end before the body", IllegalActionException.class, c -> send.send(c, 15, POST_FIVE, true))
            .client(BUSY, "trailers within the body", IllegalActionException.class, c -> send.send(c, 7, TRAILERS, true))
            .client(FULL, "too many streams", TooManyStreamsException.class, c -> send.send(c, 19, GET, true))
            .client(PEER_GOING, "peer going away", IllegalActionException.class, c -> send.send(c, 15, GET, true))
            .client(BUSY, "id of the peer", NoSuchStreamException.class, c -> send.send(c, 100, GET, true))
            .client(BUSY, "no list", NullPointerException.class, c -> send.send(c, 15, null, true));
        if (name.contains("PriorityFields")) {
            return; // not of a server, whatever the list
        }
        of(name)
            .server(BUSY, "bad field behind a fresh one", InvalidHeadersException.class, c -> send.send(c, 1, BAD_ANSWER, false))
            .server(BUSY, "interim response with END_STREAM", InvalidHeadersException.class, c -> send.send(c, 1, HINTS, true))
            .server(BUSY, "response without status", InvalidHeadersException.class, c -> send.send(c, 1, TRAILERS, false))
            .server(BUSY, "second response", InvalidHeadersException.class, c -> send.send(c, 3, OK, true))
            .server(BUSY, "trailers without END_STREAM", InvalidHeadersException.class, c -> send.send(c, 3, TRAILERS, false))
            .server(BUSY, "in a tunnel", IllegalActionException.class, c -> send.send(c, 9, TRAILERS, true))
            .server(BUSY, "end before the body", IllegalActionException.class, c -> send.send(c, 1, OK_FIVE, true))
            .server(BUSY, "trailers within the body", IllegalActionException.class, c -> send.send(c, 7, TRAILERS, true))
            .server(FULL, "too many streams", TooManyStreamsException.class, c -> send.send(c, 2, OK, true))
            .server(BUSY, "own stream not promised", NoSuchStreamException.class, c -> send.send(c, 6, GET, true))
            .server(BUSY, "stream not opened", NoSuchStreamException.class, c -> send.send(c, 101, OK, true))
            .server(BUSY, "no list", NullPointerException.class, c -> send.send(c, 1, null, true));
    }

    private void bodies() {
        data("sendData(int,ByteBuffer,boolean)", H2Connection::sendData);
        data("sendData(int,ByteBuffer,boolean,int)", (c, id, octets, end) -> c.sendData(id, octets, end, 7));
        data("sendDataByReference(int,ByteBuffer,boolean)", H2Connection::sendDataByReference);
        of("sendData(int,ByteBuffer,boolean,int)")
            .both(BUSY, "padding too short", IllegalArgumentException.class, c -> c.sendData(9, BODY, true, -1))
            .both(BUSY, "padding too long", IllegalArgumentException.class, c -> c.sendData(9, BODY, true, 256));
        of("endStream(int)")
            .both(BUSY, "body too short", IllegalActionException.class, c -> c.endStream(7))
            .client(BUSY, "after END_STREAM", IllegalActionException.class, c -> c.endStream(3))
            .client(BUSY, "promised by the peer", IllegalActionException.class, c -> c.endStream(2))
            .server(BUSY, "before the response", IllegalActionException.class, c -> c.endStream(1))
            .server(BUSY, "before the promised response", IllegalActionException.class, c -> c.endStream(2));
        of("acknowledgeReceivedData(int,int)")
            .both(BUSY, "less than nothing", IllegalArgumentException.class, c -> c.acknowledgeReceivedData(1, -1))
            .both(BUSY, "more than was received", IllegalActionException.class, c -> c.acknowledgeReceivedData(1, 101))
            .both(BUSY, "more than was received on closed streams", IllegalActionException.class, c -> c.acknowledgeReceivedData(5, 51))
            .both(BUSY, "nothing was received", IllegalActionException.class, c -> c.acknowledgeReceivedData(3, 1))
            .both(BUSY, "id 0", IllegalArgumentException.class, c -> c.acknowledgeReceivedData(0, 1))
            .both(BUSY, "stream not opened", NoSuchStreamException.class, c -> c.acknowledgeReceivedData(100, 0))
            .both(BUSY, "stream not opened", NoSuchStreamException.class, c -> c.acknowledgeReceivedData(101, 0))
            .both(NEW, "not begun", IllegalActionException.class, c -> c.acknowledgeReceivedData(1, 0));
    }

    private void data(String name, SendData send) {
        of(name)
            .client(BUSY, "after END_STREAM", IllegalActionException.class, c -> send.send(c, 3, BODY, true))
            .client(BUSY, "on a promised stream", IllegalActionException.class, c -> send.send(c, 2, BODY, false))
            .server(BUSY, "before the response", IllegalActionException.class, c -> send.send(c, 1, BODY, false))
            .server(BUSY, "before the promised response", IllegalActionException.class, c -> send.send(c, 2, BODY, false))
            .both(BUSY, "body too long", IllegalActionException.class, c -> send.send(c, 7, BODY, false))
            .both(BUSY, "body too short", IllegalActionException.class, c -> send.send(c, 7, BODY.duplicate().limit(5), true))
            .both(BUSY, "no data", NullPointerException.class, c -> send.send(c, 9, null, true));
    }

    private void streams() {
        of("resetStream(int,ErrorCode)").both(BUSY, "no code", NullPointerException.class, c -> c.resetStream(1, null));
        of("incrementFlowControlWindow(int,int)")
            .both(BUSY, "by nothing", IllegalArgumentException.class, c -> c.incrementFlowControlWindow(0, 0))
            .both(BUSY, "by less than nothing", IllegalArgumentException.class, c -> c.incrementFlowControlWindow(1, -1))
            .both(BUSY, "connection window above 2^31-1", IllegalActionException.class, c -> c.incrementFlowControlWindow(0, Integer.MAX_VALUE))
            .both(BUSY, "stream window above 2^31-1", IllegalActionException.class, c -> c.incrementFlowControlWindow(1, Integer.MAX_VALUE))
            .server(BUSY, "promised by us", IllegalActionException.class, c -> c.incrementFlowControlWindow(2, 1));
        named("sendHeaders(int,Headers,boolean)", (c, id) -> c.sendHeaders(id, TRAILERS, true), 0, -1, 5, 11, 13);
        named("sendHeaders(int,Headers,boolean,PriorityFields)", (c, id) -> c.sendHeaders(id, TRAILERS, true, PriorityFields.DEFAULT), 0, -1);
        named("sendData(int,ByteBuffer,boolean)", (c, id) -> c.sendData(id, BODY, true), 0, -1, 5, 11, 13, 100, 101);
        named("sendData(int,ByteBuffer,boolean,int)", (c, id) -> c.sendData(id, BODY, true, 0), 0, -1, 5, 11, 13, 100, 101);
        named("sendDataByReference(int,ByteBuffer,boolean)", (c, id) -> c.sendDataByReference(id, BODY, true), 0, -1, 5, 11, 13, 100, 101);
        named("endStream(int)", H2Connection::endStream, 0, -1, 5, 11, 13, 100, 101);
        named("resetStream(int)", H2Connection::resetStream, 0, -1, 5, 11, 13, 100, 101);
        named("resetStream(int,ErrorCode)", (c, id) -> c.resetStream(id, ErrorCode.NO_ERROR), 0, -1, 5, 11, 13, 100, 101);
        named("incrementFlowControlWindow(int,int)", (c, id) -> c.incrementFlowControlWindow(id, 1), -1, 5, 11, 13, 100, 101);
        named("sendWindow(int)", H2Connection::sendWindow, -1, 5, 11, 13, 100, 101);
        named("receiveWindow(int)", H2Connection::receiveWindow, -1, 5, 11, 13, 100, 101);
        named("streamState(int)", H2Connection::streamState, 0, -1);
        named("closedReason(int)", H2Connection::closedReason, 0, -1);
        for (int id : new int[] {0, 5, 11, 13, 101}) {
            of("pushStream(int,int,Headers)").server(BUSY, "on " + nameOf(id), exceptionFor(id), c -> c.pushStream(id, 6, GET));
        }
        for (int id : new int[] {5, 11, 13, 101}) {
            of("advertiseAlternativeService(AlternativeService)").server(BUSY, "on " + nameOf(id), exceptionFor(id),
                    c -> c.advertiseAlternativeService(AlternativeService.forStream(id, "clear")));
        }
    }

    private void settingsAndSignals() {
        of("updateSettings(Settings)")
            .both(UNACKNOWLEDGED, "too many not acknowledged", IllegalActionException.class, c -> c.updateSettings(Settings.empty()))
            .both(BUSY, "too many entries for a frame", InvalidSettingException.class, c -> c.updateSettings(entries(2_731)))
            .both(BUSY, "a server's, or taken back, behind a good one", InvalidSettingException.class, c -> c.updateSettings(Settings.of(4, 1).and(8, 2)))
            .client(BUSY, "a server's", InvalidSettingException.class, c -> c.updateSettings(Settings.of(8, 1)))
            .server(BUSY, "a client's", InvalidSettingException.class, c -> c.updateSettings(Settings.of(2, 0)))
            .both(BUSY, "push neither on nor off", InvalidSettingException.class, c -> c.updateSettings(Settings.of(2, 2)))
            .both(BUSY, "table too large", InvalidSettingException.class, c -> c.updateSettings(Settings.of(1, 0x8000_0000L)))
            .both(BUSY, "window too large", InvalidSettingException.class, c -> c.updateSettings(Settings.of(4, 0x8000_0000L)))
            .both(BUSY, "window of a stream too large", InvalidSettingException.class, c -> c.updateSettings(Settings.of(4, 0x7fff_ffffL)))
            .both(BUSY, "frames too small", InvalidSettingException.class, c -> c.updateSettings(Settings.of(5, 16_383)))
            .both(BUSY, "frames too large", InvalidSettingException.class, c -> c.updateSettings(Settings.of(5, 16_777_216)))
            .both(BUSY, "priorities changed", InvalidSettingException.class, c -> c.updateSettings(Settings.of(9, 0)))
            .both(BUSY, "no settings", NullPointerException.class, c -> c.updateSettings(null));
        of("acknowledgeSettings()")
            .both(BUSY, "none waits", IllegalActionException.class, H2Connection::acknowledgeSettings)
            .both(MANUAL, "none waits", IllegalActionException.class, H2Connection::acknowledgeSettings);
        of("acknowledgePing(long)")
            .both(BUSY, "the connection has answered", IllegalActionException.class, c -> c.acknowledgePing(1));
        of("prioritize(int,PriorityFields)")
            .both(BUSY, "id 0", IllegalArgumentException.class, c -> c.prioritize(0, PriorityFields.DEFAULT))
            .client(BUSY, "stream depends on itself", IllegalActionException.class, c -> c.prioritize(1, new PriorityFields(1, true, 1)))
            .client(BUSY, "no priority", NullPointerException.class, c -> c.prioritize(1, null))
            .server(BUSY, "of a server", IllegalActionException.class, c -> c.prioritize(1, PriorityFields.DEFAULT));
        of("sendPriorityUpdate(int,String)")
            .both(BUSY, "id 0", IllegalArgumentException.class, c -> c.sendPriorityUpdate(0, "u=1"))
            .client(BUSY, "stream not promised", NoSuchStreamException.class, c -> c.sendPriorityUpdate(4, "u=1"))
            .client(FULL, "too many idle streams", TooManyStreamsException.class, c -> c.sendPriorityUpdate(21, "u=1"))
            .client(BUSY, "too long", IllegalArgumentException.class, c -> c.sendPriorityUpdate(1, TOO_LONG))
            .client(BUSY, "not octets", IllegalArgumentException.class, c -> c.sendPriorityUpdate(1, "\u0100"))
            .client(BUSY, "no value", NullPointerException.class, c -> c.sendPriorityUpdate(1, null))
            .server(BUSY, "of a server", IllegalActionException.class, c -> c.sendPriorityUpdate(1, "u=1"));
        of("advertiseAlternativeService(AlternativeService)")
            .client(BUSY, "of a client", IllegalActionException.class, c -> c.advertiseAlternativeService(SERVICE))
            .server(BUSY, "after the response", IllegalActionException.class, c -> c.advertiseAlternativeService(AlternativeService.forStream(3, "clear")))
            .server(BUSY, "too long", IllegalArgumentException.class, c -> c.advertiseAlternativeService(AlternativeService.forStream(1, TOO_LONG)))
            .server(BUSY, "not octets", IllegalArgumentException.class, c -> c.advertiseAlternativeService(AlternativeService.forStream(1, "\u0100")))
            .both(BUSY, "no service", c -> c.advertiseAlternativeService(null), IllegalActionException.class, NullPointerException.class);
        of("advertiseOrigins(List)")
            .client(BUSY, "of a client", IllegalActionException.class, c -> c.advertiseOrigins(List.of()))
            .server(BUSY, "no origin behind one", IllegalArgumentException.class, c -> c.advertiseOrigins(List.of("https://a", "example.org/x")))
            .server(BUSY, "too long", IllegalArgumentException.class, c -> c.advertiseOrigins(Collections.nCopies(2_000, "https://example.org")))
            .both(BUSY, "no list", c -> c.advertiseOrigins(null), IllegalActionException.class, NullPointerException.class)
            .server(BUSY, "null among them", NullPointerException.class, c -> c.advertiseOrigins(Arrays.asList("https://a", null)));
    }

    private void goingAway() {
        of("shutdown()")
            .both(GOING, "GOAWAY sent", IllegalActionException.class, H2Connection::shutdown)
            .both(SHUTTING_DOWN, "begun before", IllegalActionException.class, H2Connection::shutdown);
        of("closeConnection(ErrorCode)")
            .both(BUSY, "no code", NullPointerException.class, c -> c.closeConnection(null));
        for (History history : List.of(NEW, BUSY, FAILED)) {
            of("closeConnection(ErrorCode,byte[])")
                .both(history, "too much debug data", IllegalArgumentException.class, c -> c.closeConnection(ErrorCode.NO_ERROR, TOO_MANY_OCTETS))
                .both(history, "no code", NullPointerException.class, c -> c.closeConnection(null, new byte[0]))
                .both(history, "no debug data", NullPointerException.class, c -> c.closeConnection(ErrorCode.NO_ERROR, null));
            of("closeConnection(ErrorCode,byte[],int)")
                .both(history, "too much debug data", IllegalArgumentException.class, c -> c.closeConnection(ErrorCode.NO_ERROR, TOO_MANY_OCTETS, 0))
                .both(history, "no code", NullPointerException.class, c -> c.closeConnection(null, new byte[0], 0))
                .both(history, "id below 0", IllegalArgumentException.class, c -> c.closeConnection(ErrorCode.NO_ERROR, new byte[0], -1));
        }
        of("closeConnection(ErrorCode,byte[],int)")
            .both(GOING, "last id rises", IllegalActionException.class, c -> c.closeConnection(ErrorCode.NO_ERROR, new byte[0], 14))
            .both(FAILED, "last id rises", IllegalActionException.class, c -> c.closeConnection(ErrorCode.NO_ERROR, new byte[0], 14));
    }

    private void output() {
        of("dataToSend(ByteBuffer)")
            .both(BUSY, "read-only target", RuntimeException.class, c -> c.dataToSend(ByteBuffer.allocate(9).asReadOnlyBuffer()))
            .both(BUSY, "no target", NullPointerException.class, c -> c.dataToSend(null));
        of("dataSent(long)")
            .both(BUSY, "less than nothing", IllegalArgumentException.class, c -> c.dataSent(-1))
            .both(BUSY, "more than waits", IllegalArgumentException.class, c -> c.dataSent(c.pendingOctets() + 1))
            .both(NEW, "more than waits", IllegalArgumentException.class, c -> c.dataSent(1));
    }

    private void questions() {
        of("nextStreamId()").both(USED_UP, "none is left", NoAvailableStreamIdException.class, H2Connection::nextStreamId);
    }

    /** What sends is refused before the beginning and after the end. */
    private void overOrNotBegun() {
        over("sendHeaders(int,Headers,boolean)", c -> c.sendHeaders(1, TRAILERS, true));
        over("sendHeaders(int,Headers,boolean,PriorityFields)", c -> c.sendHeaders(1, TRAILERS, true, PriorityFields.DEFAULT));
        over("sendData(int,ByteBuffer,boolean)", c -> c.sendData(9, BODY, true));
        over("sendData(int,ByteBuffer,boolean,int)", c -> c.sendData(9, BODY, true, 1));
        over("sendDataByReference(int,ByteBuffer,boolean)", c -> c.sendDataByReference(9, BODY, true));
        over("endStream(int)", c -> c.endStream(9));
        over("resetStream(int)", c -> c.resetStream(1));
        over("resetStream(int,ErrorCode)", c -> c.resetStream(1, ErrorCode.CANCEL));
        over("incrementFlowControlWindow(int,int)", c -> c.incrementFlowControlWindow(0, 1));
        over("incrementFlowControlWindow(int,int)", c -> c.incrementFlowControlWindow(1, 1));
        over("updateSettings(Settings)", c -> c.updateSettings(Settings.empty()));
        over("acknowledgeSettings()", H2Connection::acknowledgeSettings);
        over("ping(long)", c -> c.ping(1));
        over("acknowledgePing(long)", c -> c.acknowledgePing(1));
        over("prioritize(int,PriorityFields)", c -> c.prioritize(1, PriorityFields.DEFAULT));
        over("sendPriorityUpdate(int,String)", c -> c.sendPriorityUpdate(1, "u=1"));
        over("advertiseAlternativeService(AlternativeService)", c -> c.advertiseAlternativeService(SERVICE));
        over("advertiseOrigins(List)", c -> c.advertiseOrigins(List.of()));
        of("pushStream(int,int,Headers)")
            .server(NEW, "not begun", IllegalActionException.class, c -> c.pushStream(1, 6, GET))
            .server(FAILED, "over", ConnectionClosedException.class, c -> c.pushStream(1, 6, GET))
            .server(ENDED, "over", ConnectionClosedException.class, c -> c.pushStream(1, 6, GET));
        of("shutdown()")
            .both(FAILED, "over", ConnectionClosedException.class, H2Connection::shutdown)
            .both(ENDED, "over", ConnectionClosedException.class, H2Connection::shutdown);
        of("closeConnection(ErrorCode)").both(ENDED, "over", ConnectionClosedException.class, c -> c.closeConnection(ErrorCode.NO_ERROR));
        of("closeConnection(ErrorCode,byte[])")
            .both(ENDED, "over", ConnectionClosedException.class, c -> c.closeConnection(ErrorCode.NO_ERROR, new byte[0]));
        of("closeConnection(ErrorCode,byte[],int)")
            .both(ENDED, "over", ConnectionClosedException.class, c -> c.closeConnection(ErrorCode.NO_ERROR, new byte[0], 0));
        for (History history : List.of(FAILED, ENDED)) {
            of("initiate()").both(history, "over", ConnectionClosedException.class, H2Connection::initiate);
            of("initiateUpgradeClient(Headers)").both(history, "over", ConnectionClosedException.class, c -> c.initiateUpgradeClient(GET));
            of("initiateUpgradeServer(Headers,String)").both(history, "over", ConnectionClosedException.class, c -> c.initiateUpgradeServer(GET, null));
            of("acknowledgeReceivedData(int,int)")
                .both(history, "id 0", IllegalArgumentException.class, c -> c.acknowledgeReceivedData(0, 1))
                .both(history, "less than nothing", IllegalArgumentException.class, c -> c.acknowledgeReceivedData(1, -1));
        }
    }
    // spotless:on

    // How rows are written

    @FunctionalInterface
    private interface SendHeaders {
        void send(H2Connection connection, int streamId, Headers headers, boolean endStream);
    }

    @FunctionalInterface
    private interface SendData {
        void send(H2Connection connection, int streamId, ByteBuffer data, boolean endStream);
    }

    private Refusals of(String name) {
        operation = name;
        return this;
    }

    private Refusals client(
            History history, String why, Class<? extends RuntimeException> exception, Consumer<H2Connection> action) {
        rows.add(new Refusal(operation, Role.CLIENT, history, why, exception, action));
        return this;
    }

    private Refusals server(
            History history, String why, Class<? extends RuntimeException> exception, Consumer<H2Connection> action) {
        rows.add(new Refusal(operation, Role.SERVER, history, why, exception, action));
        return this;
    }

    private Refusals both(
            History history, String why, Class<? extends RuntimeException> exception, Consumer<H2Connection> action) {
        return both(history, why, action, exception, exception);
    }

    private Refusals both(
            History history,
            String why,
            Consumer<H2Connection> action,
            Class<? extends RuntimeException> ofClient,
            Class<? extends RuntimeException> ofServer) {
        return client(history, why, ofClient, action).server(history, why, ofServer, action);
    }

    /** An operation on streams that are none, closed or idle. */
    private void named(String name, ObjIntConsumer<H2Connection> action, int... streamIds) {
        for (int id : streamIds) {
            of(name).client(BUSY, nameOf(id), exceptionFor(id), c -> action.accept(c, id));
            boolean isPriority = name.contains("PriorityFields") && id > 0;
            of(name).server(
                            BUSY,
                            nameOf(id),
                            isPriority ? IllegalActionException.class : exceptionFor(id),
                            c -> action.accept(c, id));
        }
    }

    private void over(String name, Consumer<H2Connection> action) {
        of(name).both(NEW, "not begun", IllegalActionException.class, action)
                .both(FAILED, "over", ConnectionClosedException.class, action)
                .both(ENDED, "over", ConnectionClosedException.class, action);
    }

    private static String nameOf(int streamId) {
        return switch (streamId) {
            case 5 -> "a stream that was reset";
            case 11 -> "a stream that was skipped";
            case 13 -> "a stream that has ended";
            default -> (streamId <= 0 ? "no stream, " : "a stream that was never opened, ") + streamId;
        };
    }

    private static Class<? extends RuntimeException> exceptionFor(int streamId) {
        if (streamId <= 0) {
            return IllegalArgumentException.class;
        }
        return streamId < 20 ? StreamClosedException.class : NoSuchStreamException.class;
    }

    private static Settings entries(int count) {
        Settings settings = Settings.empty();
        for (int i = 0; i < count; i++) {
            settings = settings.and(0xff00, i);
        }
        return settings;
    }
}
