package org.javahyper.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.javahyper.h2.ErrorCode;
import org.javahyper.http.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A stream as somebody else's implementation sees it: what has come, and what the test has it send. Sending does not wait; what comes is taken at
 * once, and its window given back.
 */
abstract class PeerStream {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    // Guarded by this
    private final List<Headers> interim = new ArrayList<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private Headers headers = Headers.empty();
    private Headers trailers = Headers.empty();
    private boolean ended;
    private @Nullable ErrorCode resetCode;

    // Sending

    /** A request, response, interim response or trailers. */
    abstract void sendHeaders(Headers headers, boolean endStream);

    abstract void sendData(byte[] octets, boolean endStream);

    abstract void reset(ErrorCode errorCode);

    // What has come, told by the implementation

    final synchronized void headersReceived(Headers received, boolean endStream) {
        String status = received.first(":status");
        if (status != null && status.startsWith("1")) {
            interim.add(received);
        } else if (headers.isEmpty()) {
            headers = received;
        } else {
            trailers = received;
        }
        ended |= endStream;
        notifyAll();
    }

    final synchronized void dataReceived(ByteBuffer data, boolean endStream) {
        byte[] octets = new byte[data.remaining()];
        data.get(octets);
        body.writeBytes(octets);
        ended |= endStream;
        notifyAll();
    }

    final synchronized void resetReceived(ErrorCode errorCode) {
        resetCode = errorCode;
        notifyAll();
    }

    // What has come, as tests ask for it

    /** Waits for a number of interim responses. */
    final synchronized List<Headers> awaitInterim(int count) {
        await(() -> interim.size() >= count);
        return List.copyOf(interim);
    }

    /** Waits for so many octets of the body at least. */
    final synchronized void awaitBody(int length) {
        await(() -> body.size() >= length);
    }

    /** Waits for the end of the message. */
    final synchronized PeerStream awaitEnd() {
        await(() -> ended);
        return this;
    }

    /** Waits for RST_STREAM. */
    final synchronized ErrorCode awaitReset() {
        await(() -> resetCode != null);
        return Objects.requireNonNull(resetCode);
    }

    /** The header section of the request or the final response. */
    final synchronized Headers headers() {
        return headers;
    }

    final synchronized @Nullable String status() {
        return headers.first(":status");
    }

    final synchronized byte[] body() {
        return body.toByteArray();
    }

    final synchronized Headers trailers() {
        return trailers;
    }

    @SuppressWarnings("WaitNotInLoop") // it is one, with a limit
    private void await(BooleanSupplier claim) {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        try {
            while (!claim.getAsBoolean()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError("it does not come; so far there is " + this);
                }
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting", interrupted);
        }
    }

    @Override
    public final synchronized String toString() {
        return "PeerStream[interim=" + interim + ", headers=" + headers + ", body=" + body.size() + " octets, trailers="
                + trailers + ", ended=" + ended + ", resetCode=" + resetCode + "]";
    }
}
