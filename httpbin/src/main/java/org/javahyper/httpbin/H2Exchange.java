package org.javahyper.httpbin;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.H2Connection;
import org.javahyper.http.FieldGrammar;
import org.javahyper.http.Headers;
import org.jspecify.annotations.Nullable;

/** A stream of an HTTP/2 connection as an exchange: the reading thread fills it, the handler's thread empties and answers it. */
final class H2Exchange implements Exchange {
    /** Octets of a request that are read on after the answer; a reset would cost the client more. A longer body is worth stopping. */
    private static final int MAX_DISCARDED = 1_048_576;

    private static final Headers TEXT = Headers.of("content-type", "text/plain; charset=utf-8");
    private static final byte[] FAILED = "The handler of this endpoint failed.\n".getBytes(StandardCharsets.UTF_8);

    private final H2Driver driver;
    private final H2Connection connection;
    private final int streamId;
    private final Headers requestHeaders;
    private final ReentrantLock lock; // the driver's; guards all that follows
    private final Condition changed;
    private final BodyBuffer received = new BodyBuffer();
    private Headers requestTrailers = Headers.empty();
    private boolean requestEnded;
    private @Nullable String aborted; // why
    private boolean continued; // 100 (Continue) was sent
    private boolean begun; // the final response
    private boolean ended; // the response

    H2Exchange(H2Driver driver, int streamId, Headers requestHeaders) {
        this.driver = driver;
        this.connection = driver.connection;
        this.streamId = streamId;
        this.requestHeaders = requestHeaders;
        this.lock = driver.lock;
        this.changed = lock.newCondition();
    }

    // The handler

    @Override
    public Headers requestHeaders() {
        return requestHeaders;
    }

    @Override
    public String origin() {
        return driver.origin();
    }

    @Override
    public InputStream body() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                byte[] octet = new byte[1];
                return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                Objects.checkFromIndexSize(offset, length, target.length);
                return length == 0 ? 0 : readBody(target, offset, length);
            }
        };
    }

    private int readBody(byte[] target, int offset, int length) throws IOException {
        lock.lock();
        try {
            continueIfExpected();
            while (received.length() == 0 && !requestEnded) {
                drainOrWait();
            }
            requireAlive();
            if (received.length() == 0) {
                return -1;
            }
            int read = received.read(target, offset, length);
            connection.acknowledgeReceivedData(streamId, read);
            driver.drain();
            return read;
        } finally {
            lock.unlock();
        }
    }

    /** A client that asks first is told to go on when the handler wants the body (RFC 9110, 10.1.1). */
    private void continueIfExpected() throws IOException {
        requireAlive();
        if (!begun && !requestEnded && !continued && requestHeaders.contains("expect", "100-continue")) {
            continued = true;
            connection.sendHeaders(streamId, Headers.of(":status", "100"), false);
        }
    }

    @Override
    public Headers requestTrailers() {
        lock.lock();
        try {
            return requestTrailers;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void informational(int status, Headers headers) throws IOException {
        lock.lock();
        try {
            requireAlive();
            Headers fields = Headers.builder()
                    .add(":status", Integer.toString(status))
                    .addAll(headers)
                    .build();
            connection.sendHeaders(streamId, fields, false);
            driver.drain();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean push(String path) throws IOException {
        Headers promise = promise(path);
        lock.lock();
        try {
            requireAlive();
            if (promise == null || isPromised() || !driver.mayPush()) {
                return false;
            }
            int promisedStreamId = connection.nextStreamId();
            connection.pushStream(streamId, promisedStreamId, promise);
            H2Exchange exchange = new H2Exchange(driver, promisedStreamId, promise);
            exchange.requestEnded();
            driver.start(exchange);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The GET that a client would make to the same place, or null if it has not named that as HTTP/2 does. */
    private @Nullable Headers promise(String path) {
        String scheme = requestHeaders.first(":scheme");
        String authority = requestHeaders.first(":authority");
        return scheme == null || authority == null
                ? null
                : Headers.of(":method", "GET", ":scheme", scheme, ":authority", authority, ":path", path);
    }

    @Override
    public boolean respond(int status, Headers headers) throws IOException {
        lock.lock();
        try {
            return begin(status, headers, mayHaveBody(status));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void respond(int status, Headers headers, byte[] body) throws IOException {
        boolean isEmptyByNature = status == 204 || status == 304;
        Headers fields = isEmptyByNature
                ? headers
                : headers.toBuilder()
                        .add("content-length", Integer.toString(body.length))
                        .build();
        lock.lock();
        try {
            if (begin(status, fields, mayHaveBody(status) && body.length > 0)) {
                send(ByteBuffer.wrap(body), requestEnded);
            }
            finish();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        lock.lock();
        try {
            send(ByteBuffer.wrap(octets, offset, length), false);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void trailers(Headers headers) throws IOException {
        lock.lock();
        try {
            discardRequest();
            connection.sendHeaders(streamId, headers, true);
            ended = true;
            finish();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void end() throws IOException {
        lock.lock();
        try {
            finish();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void pause(Duration duration) throws IOException {
        lock.lock();
        try {
            for (long left = duration.toNanos(); left > 0; left = changed.awaitNanos(left)) {
                requireAlive();
            }
            requireAlive();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the exchange was pausing");
        } finally {
            lock.unlock();
        }
    }

    /** The handler has failed: the client gets an error status, or a reset where the response has begun. */
    void fail() {
        lock.lock();
        try {
            if (aborted != null || ended) {
                return;
            }
            if (begun) {
                connection.resetStream(streamId, ErrorCode.INTERNAL_ERROR);
                driver.drain();
            } else if (begin(500, TEXT, true)) {
                send(ByteBuffer.wrap(FAILED), requestEnded);
                finish();
            }
        } catch (IOException gone) {
            abort(gone.toString());
        } finally {
            lock.unlock();
        }
    }

    /** The handler is done: what it has not read is paid for. */
    void release() {
        lock.lock();
        try {
            int unread = received.clear();
            if (!connection.isClosed()) {
                connection.acknowledgeReceivedData(streamId, unread);
                driver.drain();
            }
            driver.forget(this);
        } finally {
            lock.unlock();
        }
    }

    // What the response is made of, under the lock

    private boolean mayHaveBody(int status) {
        return status != 204 && status != 304 && !"HEAD".equals(requestHeaders.first(":method"));
    }

    /** Sends the header section; returns whether a body is to follow. */
    private boolean begin(int status, Headers headers, boolean hasBody) throws IOException {
        requireAlive();
        while (isPromised() && !driver.hasRoomToPush()) {
            drainOrWait();
        }
        Headers fields = Headers.builder()
                .add(":status", Integer.toString(status))
                .addAll(headers)
                .add("date", HttpDate.now())
                .build();
        boolean isLast = !hasBody && requestEnded;
        connection.sendHeaders(streamId, fields, isLast);
        begun = true;
        ended = isLast;
        return hasBody;
    }

    /** Whether the request is a promise of ours. */
    private boolean isPromised() {
        return streamId % 2 == 0;
    }

    private void send(ByteBuffer data, boolean endStream) throws IOException {
        requireAlive();
        connection.sendData(streamId, data, endStream);
        while (data.hasRemaining()) {
            drainOrWait();
            connection.sendData(streamId, data, endStream);
        }
        ended = endStream;
        driver.drain();
    }

    /** Ends the response if it has not, and stops a request that is still coming. */
    private void finish() throws IOException {
        if (!ended) {
            discardRequest();
            connection.endStream(streamId);
            ended = true;
        }
        if (!requestEnded) {
            connection.resetStream(streamId, ErrorCode.NO_ERROR);
            requestEnded = true;
        }
        driver.drain();
    }

    /** Waits for the end of the request, except where that is far away. */
    private void discardRequest() throws IOException {
        requireAlive();
        String declared = requestHeaders.first("content-length");
        long discarded = declared == null ? 0 : FieldGrammar.contentLength(declared);
        while (!requestEnded && discarded <= MAX_DISCARDED) {
            int unread = received.clear();
            connection.acknowledgeReceivedData(streamId, unread);
            discarded += declared == null ? unread : 0;
            drainOrWait();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // every caller is a loop
    private void drainOrWait() throws IOException {
        requireAlive();
        if (!driver.drain()) {
            changed.awaitUninterruptibly();
        }
        requireAlive();
    }

    private void requireAlive() throws IOException {
        if (aborted != null) {
            throw new ExchangeAbortedException(aborted);
        }
    }

    // The reading thread, under the lock

    int streamId() {
        return streamId;
    }

    /** Octets of the request have come; they are copied. */
    void received(ByteBuffer data, int flowControlledLength) {
        connection.acknowledgeReceivedData(streamId, flowControlledLength - data.remaining()); // padding
        received.append(data);
        wake();
    }

    void trailersReceived(Headers trailers) {
        requestTrailers = trailers;
    }

    void requestEnded() {
        requestEnded = true;
        wake();
    }

    /** The exchange is over before its time; whatever the handler waits for will not come. */
    void abort(String reason) {
        aborted = reason;
        wake();
    }

    /** Something may have changed that the handler waits for. */
    void wake() {
        changed.signalAll();
    }
}
