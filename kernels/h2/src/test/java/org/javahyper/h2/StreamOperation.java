package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.HINTS;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.ascii;
import static org.javahyper.h2.StreamState.HALF_CLOSED_LOCAL;
import static org.javahyper.h2.StreamState.HALF_CLOSED_REMOTE;
import static org.javahyper.h2.StreamState.IDLE;
import static org.javahyper.h2.StreamState.OPEN;
import static org.javahyper.h2.StreamState.RESERVED_LOCAL;

import java.util.Set;
import org.javahyper.hyperframe.PriorityFields;

/** The rows of docs/spec/behaviours.md, 4.6, Sending: the operation that each speaks of, and the frame that goes out. */
enum StreamOperation implements StreamVisit.Input {
    REQUEST("H2-ST-S01", "HEADERS"),
    INTERIM_RESPONSE("H2-ST-S02", "HEADERS"),
    RESPONSE("H2-ST-S03", "HEADERS"),
    TRAILERS("H2-ST-S04", "HEADERS"),
    DATA("H2-ST-S05", "DATA"),
    END_STREAM("H2-ST-S06", "DATA with ES"),
    RESET("H2-ST-S07", "RST_STREAM CANCEL"),
    INCREMENT_WINDOW("H2-ST-S08", "WINDOW_UPDATE"),
    PUSH_ON("H2-ST-S09", "PUSH_PROMISE"),
    PUSH_OF("H2-ST-S10", "PUSH_PROMISE"),
    PRIORITIZE("H2-ST-S11", "PRIORITY"),
    SEND_PRIORITY_UPDATE("H2-ST-S11", "PRIORITY_UPDATE"),
    ADVERTISE("H2-ST-S12", "ALTSVC");

    /** The row of section 4.6. */
    final String row;

    final String frame;

    StreamOperation(String row, String frame) {
        this.row = row;
        this.frame = frame;
    }

    @Override
    public boolean isOf(SpecTable.Row of) {
        return of.id().equals(row);
    }

    @Override
    public Set<String> words() {
        return this == SEND_PRIORITY_UPDATE ? Set.of("sendPriorityUpdate") : Set.of();
    }

    @Override
    public boolean canEndStream() {
        return frame.equals("HEADERS") || this == DATA;
    }

    /** What {@code sendHeaders} sends depends on the situation (H2-HB-01). */
    @Override
    public boolean occurs(StreamSituation situation, boolean endStream) {
        boolean isOwnIdle = situation.state == IDLE && situation.is("own");
        return switch (this) {
            case REQUEST -> !(situation.state == RESERVED_LOCAL || isOpen(situation.state));
            case INTERIM_RESPONSE, RESPONSE ->
                !isOwnIdle && (situation.role == Role.SERVER || !isSendable(situation.state));
            case TRAILERS -> !isOwnIdle;
            default -> true;
        };
    }

    void on(H2Connection connection, int streamId, boolean endStream) {
        switch (this) {
            case REQUEST -> connection.sendHeaders(streamId, GET, endStream);
            case INTERIM_RESPONSE -> connection.sendHeaders(streamId, HINTS, endStream);
            case RESPONSE -> connection.sendHeaders(streamId, OK, endStream);
            case TRAILERS -> connection.sendHeaders(streamId, Messages.TRAILERS, endStream);
            case DATA -> connection.sendData(streamId, ascii("data"), endStream);
            case END_STREAM -> connection.endStream(streamId);
            case RESET -> connection.resetStream(streamId, ErrorCode.CANCEL);
            case INCREMENT_WINDOW -> connection.incrementFlowControlWindow(streamId, 1);
            case PUSH_ON -> connection.pushStream(streamId, StreamArrival.PROMISED, GET);
            case PUSH_OF -> connection.pushStream(1, streamId, GET);
            case PRIORITIZE -> connection.prioritize(streamId, PriorityFields.DEFAULT);
            case SEND_PRIORITY_UPDATE -> connection.sendPriorityUpdate(streamId, "u=1");
            case ADVERTISE ->
                connection.advertiseAlternativeService(AlternativeService.forStream(streamId, "h2=\":8443\""));
        }
    }

    private static boolean isOpen(StreamState state) {
        return isSendable(state) || state == HALF_CLOSED_LOCAL;
    }

    private static boolean isSendable(StreamState state) {
        return state == OPEN || state == HALF_CLOSED_REMOTE;
    }
}
