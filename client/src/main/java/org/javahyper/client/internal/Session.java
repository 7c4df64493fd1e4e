package org.javahyper.client.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.javahyper.client.ClientConfiguration;
import org.javahyper.client.ClientException;
import org.javahyper.client.ConnectionException;
import org.javahyper.client.HttpTimeoutException;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.H2Configuration;
import org.javahyper.h2.H2Connection;
import org.javahyper.h2.Limits;
import org.javahyper.h2.StreamState;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.GoAwayReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.InformationalResponseReceived;
import org.javahyper.h2.event.PingAckReceived;
import org.javahyper.h2.event.RemoteSettingsChanged;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.h2.event.TrailersReceived;
import org.javahyper.http.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One transport with its kernel and its exchanges, from connecting to the end. Every method may be called by any thread; those that wait do so
 * for the read timeout at most, each time, and then give their own stream up and no other.
 */
public final class Session {
    /** Octets of pending output below which the kernel is sure to take more of any body; no more than its bound for one stream. */
    private static final int LITTLE_OUTPUT = 65_536;

    private final Origin origin;
    private final Duration readTimeout;
    private final H2Connection kernel;
    private final Driver driver;
    private final Map<Integer, Exchange> exchanges = new HashMap<>();
    private final Set<Long> awaitedPings = new HashSet<>();
    private int nextStreamId; // negative when all are used up
    private boolean settingsSeen;
    private @Nullable GoAwayReceived goAway;
    private @Nullable ConnectionException end;

    /**
     * A session on a fresh transport.
     *
     * @param firstStreamId what its stream ids begin with, odd
     */
    public Session(Origin origin, ClientConfiguration configuration, Transport transport, int firstStreamId) {
        this.origin = origin;
        nextStreamId = firstStreamId;
        readTimeout = configuration.readTimeout();
        kernel = new H2Connection(H2Configuration.client()
                .limits(Limits.builder()
                        .initialStreamWindow(configuration.streamWindow())
                        .connectionWindow(configuration.connectionWindow())
                        .maxOutboundPerStream(LITTLE_OUTPUT)
                        .build())
                .observer(configuration.observer())
                .build());
        driver = new Driver(kernel, transport, new Events());
        kernel.initiate();
    }

    // Requests

    /** Whether another request may be sent here, now or when others have ended. */
    public boolean takesRequests() {
        driver.lock();
        try {
            driver.poll();
            return isOpen();
        } finally {
            driver.unlock();
        }
    }

    /**
     * Sends the head of a request, as soon as the server allows another stream.
     *
     * @return the stream, or null if this session takes no more requests: nothing was sent then
     */
    public @Nullable Exchange open(Headers head, boolean endStream) throws IOException {
        driver.lock();
        try {
            if (!driver.await(() -> !isOpen() || hasRoom(), deadline())) {
                throw timeout("send a request", "the server allows no further stream", true);
            }
            if (!isOpen()) {
                return null;
            }
            int streamId = nextStreamId;
            kernel.sendHeaders(streamId, head, endStream);
            nextStreamId += 2;
            Exchange exchange = new Exchange(streamId, "HEAD".equals(head.first(":method")));
            exchanges.put(streamId, exchange);
            return exchange;
        } finally {
            driver.unlock();
        }
    }

    /** The id that follows those used here, or 1 when all are used. */
    public int nextStreamId() {
        driver.lock();
        try {
            return nextStreamId > 0 ? nextStreamId : 1;
        } finally {
            driver.unlock();
        }
    }

    private boolean isOpen() {
        return end == null && goAway == null && nextStreamId > 0;
    }

    /** How many streams the server allows is known from its first SETTINGS on; until then one is enough. */
    private boolean hasRoom() {
        return settingsSeen ? kernel.canOpenStream() : kernel.openOutboundStreams() == 0;
    }

    /**
     * Sends a piece of a body, waiting for windows.
     *
     * @param last whether to end the stream with it
     * @return false if the server wants no more of it, but the response will be or is complete
     */
    public boolean send(Exchange exchange, byte[] piece, int length, boolean last) throws IOException {
        ByteBuffer data = ByteBuffer.wrap(piece, 0, length);
        int streamId = exchange.streamId();
        driver.lock();
        try {
            driver.poll();
            while (!exchange.isSendingOver()) {
                kernel.sendData(streamId, data, last);
                if (!data.hasRemaining()) {
                    return true;
                }
                await(exchange, () -> exchange.isSendingOver() || mayBeTaken(streamId), "send on");
            }
            exchange.throwFailure();
            return false;
        } finally {
            driver.unlock();
        }
    }

    private boolean mayBeTaken(int streamId) {
        return kernel.sendWindow(streamId) > 0 && kernel.pendingOctets() < LITTLE_OUTPUT;
    }

    /** Sends the fields behind a body, and ends the stream. */
    public void sendTrailers(Exchange exchange, Headers trailers) throws ClientException {
        driver.lock();
        try {
            if (!exchange.isSendingOver()) {
                kernel.sendHeaders(exchange.streamId(), trailers, true);
            }
            exchange.throwFailure();
        } finally {
            driver.unlock();
        }
    }

    // Responses

    /** The exchange whose response was not fetched yet, or null; from now on it is fetched. */
    public @Nullable Exchange fetch(int streamId) {
        driver.lock();
        try {
            Exchange exchange = exchanges.get(streamId);
            if (exchange == null || exchange.isFetched()) {
                return null;
            }
            exchange.fetched();
            forgetIfDone(exchange);
            return exchange;
        } finally {
            driver.unlock();
        }
    }

    /**
     * Waits for the final response.
     *
     * @param interimResponses is given those that come before it, without any lock held
     */
    public Headers head(Exchange exchange, Consumer<Headers> interimResponses) throws IOException {
        while (true) {
            Headers interim;
            driver.lock();
            try {
                await(
                        exchange,
                        () -> exchange.isOver() || exchange.hasInterim() || exchange.head() != null,
                        "get the response of");
                interim = exchange.takeInterim();
                if (interim == null) {
                    Headers head = exchange.head();
                    if (head != null) {
                        return head;
                    }
                    exchange.throwFailure();
                }
            } finally {
                driver.unlock();
            }
            if (interim != null) {
                interimResponses.accept(interim);
            }
        }
    }

    /**
     * Reads what has arrived of a body, waiting for one octet at least.
     *
     * @return the number of octets, or -1 at the end
     */
    public int read(Exchange exchange, byte[] target, int offset, int length) throws IOException {
        driver.lock();
        try {
            OctetQueue body = exchange.body();
            await(exchange, () -> exchange.isOver() || body.length() > 0 || exchange.isHead(), "read from");
            int taken = body.take(target, offset, length);
            credit(exchange, taken);
            if (taken > 0) {
                return taken;
            }
            if (!exchange.isHead()) {
                exchange.throwFailure();
            }
            return -1;
        } finally {
            driver.unlock();
        }
    }

    /** How many octets can be read without waiting. */
    public int available(Exchange exchange) {
        driver.lock();
        try {
            return exchange.body().length();
        } finally {
            driver.unlock();
        }
    }

    /** The fields behind the body, which has been read to its end. */
    public Headers trailers(Exchange exchange) {
        driver.lock();
        try {
            return exchange.trailers();
        } finally {
            driver.unlock();
        }
    }

    /** Gives an exchange up: resets its stream unless it has ended, and gives the window back. */
    public void abandon(Exchange exchange) {
        driver.lock();
        try {
            abandonLocked(exchange);
        } finally {
            driver.unlock();
        }
    }

    private void abandonLocked(Exchange exchange) {
        int streamId = exchange.streamId();
        if (end == null && kernel.streamState(streamId) != StreamState.CLOSED) {
            kernel.resetStream(streamId, ErrorCode.CANCEL);
        }
        credit(exchange, exchange.body().length());
        exchange.abandoned();
        exchanges.remove(streamId);
    }

    private void credit(Exchange exchange, int octets) {
        if (end == null) {
            kernel.acknowledgeReceivedData(exchange.streamId(), octets);
        }
    }

    private void forgetIfDone(Exchange exchange) {
        if (exchange.isFetched() && exchange.isOver()) {
            exchanges.remove(exchange.streamId());
        }
    }

    // The connection

    /** Sends PING and waits for the answer; returns the round trip. */
    public Duration ping(long opaqueData) throws IOException {
        driver.lock();
        try {
            long start = System.nanoTime();
            if (end == null) {
                kernel.ping(opaqueData);
                awaitedPings.add(opaqueData);
            }
            if (!driver.await(() -> !awaitedPings.contains(opaqueData), deadline())) {
                throw timeout("ping " + origin, "the server does not answer", true);
            }
            if (end != null) {
                throw new ConnectionException(end.getMessage(), true, end);
            }
            return Duration.ofNanos(System.nanoTime() - start);
        } finally {
            awaitedPings.remove(opaqueData);
            driver.unlock();
        }
    }

    /** Resets what is open, sends GOAWAY, and closes the transport; does nothing if the session has ended. */
    public void close(ErrorCode errorCode) {
        driver.lock();
        try {
            if (end == null) {
                for (Exchange exchange : exchanges.values()) {
                    if (kernel.streamState(exchange.streamId()) != StreamState.CLOSED) {
                        kernel.resetStream(exchange.streamId(), ErrorCode.CANCEL);
                    }
                }
                kernel.closeConnection(errorCode);
                end(Endings.closed(origin));
            }
        } finally {
            driver.unlock();
        }
    }

    /** Every exchange hears of it before the driver wakes those who wait. */
    private void end(ConnectionException reason) {
        if (end == null) {
            end = reason;
            exchanges.values().forEach(exchange -> exchange.lost(reason));
            exchanges.values().removeIf(Exchange::isFetched);
        }
        driver.end();
    }

    /** Whether the transport is closed and no response waits to be fetched. */
    public boolean isDone() {
        driver.lock();
        try {
            return end != null && exchanges.isEmpty();
        } finally {
            driver.unlock();
        }
    }

    // Waiting

    private Deadline deadline() {
        return Deadline.after(readTimeout);
    }

    /**
     * Waits for a claim; gives the exchange up if that takes too long. The claim has to hold when what is waited for can no longer come: for who
     * receives that is the end of the exchange, for who sends it is not, since a server may answer in full and go on reading.
     */
    private void await(Exchange exchange, BooleanSupplier claim, String action) throws IOException {
        boolean waited = false;
        try {
            waited = driver.await(claim, deadline());
        } finally {
            if (!waited) {
                abandonLocked(exchange);
            }
        }
        if (!waited) {
            throw timeout(action + " stream " + exchange.streamId(), "the server does nothing", false);
        }
    }

    private HttpTimeoutException timeout(String asked, String obstacle, boolean safeToRetry) {
        return new HttpTimeoutException(
                "Cannot " + asked + ": " + obstacle + ", for the " + readTimeout.toMillis()
                        + " ms of the read timeout. Try again later, or raise it.",
                safeToRetry,
                null);
    }

    // What the server does

    /** Hands each event to its exchange; an exchange that is not there was given up by the program. */
    private final class Events implements Driver.Listener {
        @Override
        public void event(H2Event event) {
            if (event instanceof DataReceived data) {
                data(data);
            } else if (event instanceof ResponseReceived response) {
                with(response.streamId(), exchange -> exchange.head(response.headers()));
            } else if (event instanceof InformationalResponseReceived interim) {
                with(interim.streamId(), exchange -> exchange.interim(interim.headers()));
            } else if (event instanceof TrailersReceived trailers) {
                with(trailers.streamId(), exchange -> exchange.trailers(trailers.headers()));
            } else if (event instanceof StreamEnded streamEnded) {
                with(streamEnded.streamId(), Exchange::ended);
            } else if (event instanceof StreamReset reset) {
                with(reset.streamId(), exchange -> exchange.reset(reset));
            } else if (event instanceof RemoteSettingsChanged) {
                settingsSeen = true;
            } else if (event instanceof PingAckReceived ack) {
                awaitedPings.remove(ack.opaqueData());
            } else if (event instanceof GoAwayReceived received) {
                goAway = received;
            } else if (event instanceof ConnectionFailed failed) {
                end(Endings.failed(origin, settingsSeen, failed));
            }
        }

        /** Padding is of no use to the program and is given back at once; the octets follow when they are read. */
        private void data(DataReceived data) {
            int padding = data.flowControlledLength() - data.data().remaining();
            with(data.streamId(), exchange -> exchange.data(data));
            if (!kernel.isClosed()) {
                kernel.acknowledgeReceivedData(data.streamId(), padding);
            }
        }

        private void with(int streamId, Consumer<Exchange> action) {
            Exchange exchange = exchanges.get(streamId);
            if (exchange != null) {
                action.accept(exchange);
                forgetIfDone(exchange);
            }
        }

        @Override
        public void transportEnded(@Nullable IOException reason) {
            end(Endings.ended(origin, settingsSeen, goAway, reason));
        }
    }
}
