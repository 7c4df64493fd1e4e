package org.javahyper.client.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import org.javahyper.client.ClientException;
import org.javahyper.client.ConnectionException;
import org.javahyper.client.StreamResetException;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.http.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One request and what has come back of its response. Everything here is guarded by the lock of the {@link Driver}.
 *
 * <p>A response that has ended stays good, whatever happens to stream or connection afterwards.
 */
public final class Exchange {
    private final int streamId;
    private final boolean isHead;
    private final Deque<Headers> interim = new ArrayDeque<>();
    private final OctetQueue body = new OctetQueue();
    private @Nullable Headers head;
    private Headers trailers = Headers.empty();
    private boolean ended;
    private boolean sendingOver;
    private boolean fetched;
    private @Nullable ClientException failure;

    Exchange(int streamId, boolean isHead) {
        this.streamId = streamId;
        this.isHead = isHead;
    }

    /** The stream of the request. */
    public int streamId() {
        return streamId;
    }

    // What arrives

    void interim(Headers headers) {
        interim.add(headers);
    }

    void head(Headers headers) {
        head = headers;
    }

    void data(DataReceived event) {
        body.add(event.data());
    }

    void trailers(Headers headers) {
        trailers = headers;
    }

    void ended() {
        ended = true;
    }

    void reset(StreamReset event) {
        ErrorCode errorCode = event.errorCode();
        fail(new StreamResetException(
                "Cannot complete the exchange on stream " + streamId + ": "
                        + (event.remote()
                                ? "the server reset it with "
                                : "the server broke a rule (" + event.message() + "), so it was reset with ")
                        + ErrorCodes.describe(errorCode)
                        + (event.isUnprocessed()
                                ? ". Nothing was processed; send the request again."
                                : ". Check the request and the server."),
                streamId,
                errorCode,
                event.isUnprocessed()));
    }

    void lost(ConnectionException reason) {
        fail(reason);
    }

    /** The program wants no more of it. */
    void abandoned() {
        body.clear();
        fail(new ConnectionException(
                "Cannot read from stream " + streamId + ": the program has given it up. Send the request again.",
                false,
                null));
    }

    private void fail(ClientException reason) {
        sendingOver = true;
        if (failure == null && !ended) {
            failure = reason;
        }
    }

    // What the program asks

    boolean hasInterim() {
        return !interim.isEmpty();
    }

    @Nullable
    Headers takeInterim() {
        return interim.poll();
    }

    @Nullable
    Headers head() {
        return head;
    }

    Headers trailers() {
        return trailers;
    }

    OctetQueue body() {
        return body;
    }

    /** Whether no body will come, whatever the head says (RFC 9110, 9.3.2). */
    boolean isHead() {
        return isHead;
    }

    /** Whether nothing more will come. */
    boolean isOver() {
        return ended || failure != null;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Whether the server will take no more of the request. */
    boolean isSendingOver() {
        return sendingOver;
    }

    boolean isFetched() {
        return fetched;
    }

    void fetched() {
        fetched = true;
    }

    /** A fresh exception for this thread, if the exchange has failed: what the program gets beyond what has arrived. */
    void throwFailure() throws ClientException {
        if (failure instanceof StreamResetException reset) {
            throw new StreamResetException(reset.getMessage(), streamId, reset.errorCode(), reset.isSafeToRetry());
        }
        if (failure != null) {
            throw new ConnectionException(failure.getMessage(), failure.isSafeToRetry(), failure);
        }
    }
}
