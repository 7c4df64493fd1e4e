package org.javahyper.client;

import org.javahyper.h2.ErrorCode;

/** A stream ended before its response was complete. The connection and its other streams go on. */
public final class StreamResetException extends ClientException {
    private static final long serialVersionUID = 1;

    private final int streamId;
    private final long code;

    /**
     * Says what was asked, what the rule is, and what to do.
     *
     * @param streamId the stream
     * @param errorCode the code of the RST_STREAM, or {@link ErrorCode#REFUSED_STREAM} where a GOAWAY left the stream out
     * @param safeToRetry whether the server is known not to have processed the request
     */
    public StreamResetException(String message, int streamId, ErrorCode errorCode, boolean safeToRetry) {
        super(message, safeToRetry, null);
        this.streamId = streamId;
        this.code = errorCode.code();
    }

    /** The stream that was reset. */
    public int streamId() {
        return streamId;
    }

    /** Why it was reset. */
    public ErrorCode errorCode() {
        return ErrorCode.of((int) code);
    }
}
