package org.javahyper.httpbin;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.FrameObserver;
import org.javahyper.h2.H2Configuration;
import org.javahyper.h2.H2Connection;
import org.javahyper.h2.Limits;
import org.javahyper.h2.SettingId;
import org.javahyper.h2.event.ConnectionEnded;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.RemoteSettingsChanged;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamReset;
import org.javahyper.h2.event.TrailersReceived;
import org.javahyper.h2.event.WindowUpdated;
import org.jspecify.annotations.Nullable;

/**
 * Drives one HTTP/2 connection: reads octets into the kernel, makes exchanges of its events and writes what it has to say.
 *
 * <p>One lock guards the kernel and all that belongs to the connection; nobody holds it across I/O. One thread reads, and neither a handler nor a
 * peer that does not read holds it up: handlers run on threads of their own, and so does the writing that it has caused. One thread at a time
 * writes: whoever finds output waiting and no writer. The others leave their octets to it and go on.
 */
final class H2Driver implements Runnable {
    private static final Logger LOGGER = System.getLogger(HttpBin.class.getName());

    private static final Limits LIMITS = Limits.builder()
            .initialStreamWindow(262_144)
            .connectionWindow(1_048_576)
            .build();

    private static final int BUFFER = 65_536;
    private static final int MAX_WRITES_IN_TURN = 16; // then another thread goes on: a handler has better things to do
    // Bodies that wait have a bound of their own; this one is for answers to PING and the like.
    private static final int MAX_UNWRITTEN = 2 * LIMITS.maxOutboundTotal();
    private static final long TICK_MILLIS = 1_000;
    private static final long CLOSE_MILLIS = 1_000;
    private static final long SETTINGS_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Transport transport;
    private final Routes routes;
    private final Executor workers;
    private final byte[] writeBuffer = new byte[BUFFER]; // the writer's
    private final CountDownLatch ended = new CountDownLatch(1);

    final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock
    final H2Connection connection;
    private final Condition written = lock.newCondition();
    private final Map<Integer, H2Exchange> exchanges = new HashMap<>();
    private boolean begun; // the handshake is done, the kernel may speak
    private boolean settingsSeen;
    private boolean writing; // a thread is in the loop of drain()
    private int inFlight; // octets taken from the kernel that the writer is writing
    private boolean broken; // nothing can be written any more
    private boolean over; // nothing that still arrives matters
    private long lastOctet = System.nanoTime(); // when either side last moved one

    H2Driver(Transport transport, Routes routes, Executor workers, @Nullable FrameObserver observer) {
        this.transport = transport;
        this.routes = routes;
        this.workers = workers;
        this.connection = new H2Connection(
                H2Configuration.server().limits(LIMITS).observer(observer).build());
    }

    // The reading thread

    /** Serves the connection to its end. */
    @Override
    public void run() {
        try (transport) {
            transport.handshake();
            begin();
            receive();
            finish();
        } catch (IOException broken) {
            LOGGER.log(Logger.Level.DEBUG, "connection of {0}: {1}", transport.origin(), broken);
        } finally {
            breakOff("the connection is closed");
            ended.countDown();
        }
    }

    private void begin() {
        lock.lock();
        try {
            connection.initiate();
            begun = true;
            lastOctet = System.nanoTime();
            drain();
        } finally {
            lock.unlock();
        }
    }

    private void receive() throws IOException {
        byte[] input = new byte[BUFFER];
        long begin = System.nanoTime();
        while (isOpen()) {
            int length = transport.read(input, TICK_MILLIS);
            if (length < 0) {
                dispatchEndOfInput();
            } else if (length > 0) {
                dispatch(input, length);
            }
            goAwayIfOverdue(begin);
        }
    }

    private boolean isOpen() {
        lock.lock();
        try {
            return !over && !connection.isClosed();
        } finally {
            lock.unlock();
        }
    }

    private void dispatch(byte[] input, int length) throws IOException {
        lock.lock();
        try {
            lastOctet = System.nanoTime();
            for (H2Event event : connection.receiveData(input, 0, length)) {
                accept(event);
            }
            drainElsewhere();
            if (!awaitUnwritten(MAX_UNWRITTEN, QUIET_NANOS)) {
                throw new IOException("the peer makes us speak and does not listen");
            }
        } finally {
            lock.unlock();
        }
    }

    private void dispatchEndOfInput() {
        lock.lock();
        try {
            connection.receiveEndOfInput().forEach(this::accept);
        } finally {
            lock.unlock();
        }
    }

    /** A client that does not begin, or a connection on which neither side moves an octet, is not kept. */
    private void goAwayIfOverdue(long begin) {
        lock.lock();
        try {
            long now = System.nanoTime();
            boolean isLate = !settingsSeen && now - begin > SETTINGS_NANOS;
            boolean isQuiet = now - lastOctet > QUIET_NANOS;
            if ((isLate || isQuiet) && isOpen()) {
                connection.closeConnection(ErrorCode.NO_ERROR);
                endExchanges(isLate ? "the client sent no SETTINGS" : "nothing has moved for a minute");
            }
        } finally {
            lock.unlock();
        }
    }

    /** After the last event: whatever is still to be said goes out, then the transport is closed so that the peer can read it. */
    private void finish() throws IOException {
        lock.lock();
        try {
            drainElsewhere();
            if (!awaitUnwritten(0, TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS))) {
                return; // the peer does not read, and will not read a farewell either
            }
        } finally {
            lock.unlock();
        }
        transport.finishOutput();
        transport.discardInput(CLOSE_MILLIS);
    }

    // Events, under the lock

    private void accept(H2Event event) {
        if (event instanceof RequestReceived request) {
            start(new H2Exchange(this, request.streamId(), request.headers()));
        } else if (event instanceof DataReceived data) {
            received(data);
        } else if (event instanceof TrailersReceived trailers) {
            tell(trailers.streamId(), exchange -> exchange.trailersReceived(trailers.headers()));
        } else if (event instanceof StreamEnded end) {
            tell(end.streamId(), H2Exchange::requestEnded);
        } else if (event instanceof StreamReset reset) {
            tell(reset.streamId(), exchange -> exchange.abort(reset.message()));
            exchanges.values().forEach(H2Exchange::wake); // there is room for another
        } else if (event instanceof WindowUpdated || event instanceof RemoteSettingsChanged) {
            settingsSeen |= event instanceof RemoteSettingsChanged;
            exchanges.values().forEach(H2Exchange::wake);
        } else if (event instanceof ConnectionFailed || event instanceof ConnectionEnded) {
            endExchanges(event.toString());
        }
    }

    /** No exchange outlives the connection; what the kernel has queued may still go out. */
    private void endExchanges(String reason) {
        over = true;
        exchanges.values().forEach(exchange -> exchange.abort(reason));
    }

    /** Has an exchange served; by a handler, that of another. */
    void start(H2Exchange exchange) {
        exchanges.put(exchange.streamId(), exchange);
        workers.execute(() -> serve(exchange));
    }

    /** An exchange whose handler is done need not know any more. */
    private void tell(int streamId, Consumer<H2Exchange> news) {
        H2Exchange exchange = exchanges.get(streamId);
        if (exchange != null) {
            news.accept(exchange);
        }
    }

    private void received(DataReceived data) {
        H2Exchange exchange = exchanges.get(data.streamId());
        if (exchange == null) {
            connection.acknowledgeReceivedData(data.streamId(), data.flowControlledLength());
        } else {
            exchange.received(data.data(), data.flowControlledLength());
        }
    }

    // The thread of a handler

    private void serve(H2Exchange exchange) {
        try {
            routes.handle(exchange);
            exchange.end();
        } catch (ExchangeAbortedException gone) {
            LOGGER.log(Logger.Level.DEBUG, "stream {0}: {1}", exchange.streamId(), gone.getMessage());
        } catch (IOException | RuntimeException | Error failure) {
            LOGGER.log(Logger.Level.WARNING, "A handler failed", failure);
            exchange.fail();
        } finally {
            exchange.release();
        }
    }

    /** The address of the peer. */
    String origin() {
        return transport.origin();
    }

    /** Whether the client takes promises, and lets at least one be kept at a time. */
    boolean mayPush() {
        return connection.canOpenStream() && concurrentPushes() > 0;
    }

    /** Whether another promise can be kept now: those that are not do not count against the limit of the client (RFC 9113, 5.1.2). */
    boolean hasRoomToPush() {
        return connection.openOutboundStreams() < concurrentPushes();
    }

    private long concurrentPushes() {
        return connection.remoteSettings().value(SettingId.MAX_CONCURRENT_STREAMS);
    }

    /** Forgets an exchange whose handler is done. */
    void forget(H2Exchange exchange) {
        exchanges.remove(exchange.streamId());
    }

    // Writing

    /**
     * Writes what waits; the lock, held once by the caller, is open meanwhile.
     *
     * @return whether anything was written; false if nothing waits, or another thread is writing and will take it along
     */
    boolean drain() {
        assert lock.getHoldCount() == 1 : "the lock would be held while writing";
        if (writing || broken || !connection.hasDataToSend()) {
            return false;
        }
        writing = true;
        try {
            for (int i = 0; i < MAX_WRITES_IN_TURN && !broken && connection.hasDataToSend(); i++) {
                write();
            }
        } catch (IOException failure) {
            breakOff(failure.toString());
        } finally {
            writing = false;
            written.signalAll();
        }
        drainElsewhere();
        return true;
    }

    private void write() throws IOException {
        int length = connection.dataToSend(ByteBuffer.wrap(writeBuffer));
        inFlight = length;
        boolean last = connection.isClosed() && !connection.hasDataToSend();
        lock.unlock();
        try {
            transport.write(writeBuffer, length);
            if (last) {
                transport.finishOutput();
            }
        } finally {
            lock.lock();
            inFlight = 0;
        }
        lastOctet = System.nanoTime();
        written.signalAll();
        exchanges.values().forEach(H2Exchange::wake);
    }

    /** Has what waits written by another thread, unless one is at it; the reading thread must go on reading. */
    private void drainElsewhere() {
        if (!writing && !broken && connection.hasDataToSend()) {
            workers.execute(() -> {
                lock.lock();
                try {
                    drain();
                } finally {
                    lock.unlock();
                }
            });
        }
    }

    /**
     * Waits until at most so many octets are not written yet.
     *
     * @return false if that has not come in time, or will not come
     */
    private boolean awaitUnwritten(long most, long nanos) throws IOException {
        try {
            long left = nanos;
            while (!broken && left > 0 && connection.pendingOctets() + inFlight > most) {
                left = written.awaitNanos(left);
            }
            return !broken && left > 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while output was waiting");
        }
    }

    // The end, asked for by the server

    /** Says that no new streams are wanted; those that are open run to their end, and then the connection is closed. */
    void goAway() {
        lock.lock();
        try {
            if (!begun) {
                breakOff("the server is going away");
            } else if (isOpen()) {
                connection.closeConnection(ErrorCode.NO_ERROR);
                drainElsewhere();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Closes the connection at once, whatever is under way. */
    void breakOff(String reason) {
        lock.lock();
        try {
            broken = true;
            endExchanges(reason);
            written.signalAll();
            transport.close();
        } catch (IOException closedAnyway) {
            LOGGER.log(Logger.Level.DEBUG, "closing failed", closedAnyway);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the end of the connection.
     *
     * @return whether it has come
     */
    boolean awaitEnd(long nanos) throws InterruptedException {
        return ended.await(nanos, TimeUnit.NANOSECONDS);
    }
}
