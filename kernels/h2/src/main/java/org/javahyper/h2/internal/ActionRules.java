package org.javahyper.h2.internal;

import static org.javahyper.h2.internal.MessageTransitions.MESSAGE;
import static org.javahyper.h2.internal.StreamTransitions.STREAM;

import org.javahyper.h2.ConnectionClosedException;
import org.javahyper.h2.ConnectionState;
import org.javahyper.h2.IllegalActionException;
import org.javahyper.h2.NoSuchStreamException;
import org.javahyper.h2.StreamClosedException;

/** What every action of the program asks before it changes anything, and what it says when the answer is no. */
final class ActionRules {
    private ActionRules() {}

    static void requireStreamId(int streamId) {
        if (streamId <= 0) {
            throw new IllegalArgumentException("There is no stream " + streamId
                    + ": ids are 1 to 2^31-1. Use the id of an event or of nextStreamId().");
        }
    }

    static void requireConnection(Endpoint endpoint, ConnectionInput input, String action) {
        if (endpoint.allows(input)) {
            return;
        }
        ConnectionState state = endpoint.state();
        if (state == ConnectionState.FAILED || state == ConnectionState.ENDED) {
            throw new ConnectionClosedException(
                    "Cannot " + action + ": the connection is " + state + " and takes no more. Open a new one.");
        }
        throw new IllegalActionException("Cannot " + action + ": the connection is " + state
                + (state == ConnectionState.NEW
                        ? ", and the preface comes first (RFC 9113, 3.4). Call initiate() first."
                        : ", and begins once (RFC 9113, 3.4). Leave this call out."));
    }

    /** The open stream of an id, if the connection sends at all. */
    static Stream requireStream(Endpoint endpoint, int streamId, String action) {
        requireStreamId(streamId);
        requireConnection(endpoint, ConnectionInput.SEND, action);
        return lookUp(endpoint, streamId, action);
    }

    /** The open stream of an id. */
    static Stream lookUp(Endpoint endpoint, int streamId, String action) {
        requireStreamId(streamId);
        Stream stream = endpoint.streams.find(streamId);
        if (stream == null) {
            throw endpoint.ids.isIdle(streamId) ? idle(streamId, action) : closed(streamId, action);
        }
        return stream;
    }

    /** Both tables allow the next part of a message. */
    static void requireAllowed(Stream stream, StreamInput input, MessageInput part, String action) {
        requireAllowed(stream, input, action);
        if (!MESSAGE.allows(stream.outbound, part)) {
            throw new IllegalActionException(
                    "Cannot " + action + " on stream " + stream.id + ": the message is " + stream.outbound
                            + " (RFC 9113, 8.1 and 8.5). Send the header section first, then data, then trailers.");
        }
    }

    /** The state of the stream allows it. */
    static void requireAllowed(Stream stream, StreamInput input, String action) {
        if (!STREAM.allows(stream.state, input)) {
            throw new IllegalActionException("Cannot " + action + " on stream " + stream.id + ": it is " + stream.state
                    + ", which does not allow it (RFC 9113, 5.1). Check streamState() first.");
        }
    }

    static NoSuchStreamException idle(int streamId, String action) {
        return new NoSuchStreamException("Cannot " + action + " on stream " + streamId
                + ": it was never opened (RFC 9113, 5.1). Use the id of an event or of nextStreamId().");
    }

    static StreamClosedException closed(int streamId, String action) {
        return new StreamClosedException("Cannot " + action + " on stream " + streamId
                + ": it has ended, was reset, or was skipped by a higher id (RFC 9113, 5.1.1). Open a new stream.");
    }

    static IllegalActionException windowTooLarge(ReceiveWindow window, int increment) {
        return new IllegalActionException("Cannot open the window by " + increment + ": it is " + window.current()
                + " and may not pass 2^31-1 (RFC 9113, 6.9.1). Choose less.");
    }
}
