package org.javahyper.client.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.javahyper.h2.ConnectionState;
import org.javahyper.h2.H2Connection;
import org.javahyper.h2.event.H2Event;
import org.jspecify.annotations.Nullable;

/**
 * Moves octets between a kernel and a transport, on the threads of those who wait for something.
 *
 * <p>One lock guards the kernel and everything that its events change. Nobody holds it while reading or writing. Two seats stand beside it, each
 * for one thread at a time: who sits in the reader's reads the transport once and hands out what came; who sits in the writer's writes until
 * no output is left, also what others have added meanwhile. Nobody sits in both, so that a server that does not read cannot keep us from reading.
 *
 * <p>A thread waits for a claim, a question about the state under the lock. These hold whenever the lock is free:
 *
 * <ol>
 *   <li>Output is pending only while the writer's seat is taken, or a thread was woken that will take it.
 *   <li>Who sleeps while its claim is true, or while the connection has ended, has been woken.
 *   <li>If anybody sleeps, the reader's seat is taken, or a thread was woken that will take it, unless too much output is pending to read on; then
 *       the same is true of the writer's.
 * </ol>
 *
 * <p>They hold because {@link #settle()} runs before every release of the lock, and because a woken thread, whatever it finds, either takes a
 * seat or releases the lock in its turn. Who is asked to take a seat and gives up instead, by timeout or interrupt, so passes the request on.
 */
public final class Driver {
    private static final int READ_BUFFER = 65_536;
    private static final int WRITE_BUFFER = 32_768;

    /** Octets of pending output beyond which nothing is read: more than all bodies may queue, so only answers to a flood come to it. */
    private static final long MAX_PENDING = 2 << 20;

    /** How often input that is already there is read before a thread goes on with its own business. */
    private static final int MAX_POLLS = 8;

    private final ReentrantLock lock = new ReentrantLock();
    private final H2Connection kernel;
    private final Transport transport;
    private final Listener listener;
    private final List<Waiter> waiters = new ArrayList<>(); // the longest waiting first
    private final byte[] input = new byte[READ_BUFFER]; // of the reader's seat; of the lock while events are handled
    private final byte[] output = new byte[WRITE_BUFFER]; // of the writer's seat
    private boolean reading;
    private boolean writing;
    private boolean ended;
    private @Nullable IOException writeFailure;

    /**
     * A driver on which nothing has moved.
     *
     * @param listener hears of everything under the lock; it may call {@link #end()}, and nothing else of this class
     */
    public Driver(H2Connection kernel, Transport transport, Listener listener) {
        this.kernel = kernel;
        this.transport = transport;
        this.listener = listener;
    }

    /** Who is told what the server does. */
    public interface Listener {
        /** Something has happened. */
        void event(H2Event event);

        /** Nothing more will come, for that reason if there is one. */
        void transportEnded(@Nullable IOException reason);
    }

    /** Takes the lock; {@link #unlock()} must follow. */
    public void lock() {
        lock.lock();
    }

    /** Writes what is pending unless somebody does, then releases the lock. */
    public void unlock() {
        try {
            while (mayWrite()) {
                write();
            }
            if (!ended && !writing && kernel.isClosed()) {
                listener.transportEnded(null); // the server went away, and the last stream has ended
            }
        } finally {
            settle();
            lock.unlock();
        }
    }

    /**
     * Waits until a claim holds or the connection has ended; drives the connection meanwhile, if nobody else does. The lock is held before and
     * after, and free while waiting.
     *
     * @param claim is asked under the lock, by any thread; changes nothing
     * @return false if the deadline passed before
     * @throws InterruptedIOException if the thread was interrupted; who drives notices it when something has arrived
     */
    public boolean await(BooleanSupplier claim, Deadline deadline) throws InterruptedIOException {
        while (!ended && !claim.getAsBoolean()) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted();
            } else if (mayWrite()) {
                write();
            } else if (deadline.isExpired()) {
                return false;
            } else if (mayRead()) {
                read(deadline);
            } else {
                sleep(claim, deadline);
            }
        }
        return true;
    }

    /** Handles what has arrived already, if nobody reads, so that a thread that only sends hears the server all the same. The lock is held. */
    public void poll() {
        try {
            for (int i = 0; i < MAX_POLLS && mayRead() && transport.hasInput(); i++) {
                read(Deadline.after(Duration.ofMillis(1)));
            }
        } catch (IOException failure) {
            received(-1, failure);
        }
    }

    /**
     * Ends the connection: wakes everybody, writes what is pending if nobody is at it, closes the transport. What arrived stays readable. The lock
     * is held, and free while writing. The second call does nothing.
     */
    public void end() {
        if (ended) {
            return;
        }
        ended = true;
        if (!writing && kernel.connectionState() != ConnectionState.ENDED) {
            while (writeFailure == null && kernel.hasDataToSend()) {
                write();
            }
            finish();
        }
        transport.close();
    }

    // The reader's seat

    private boolean mayRead() {
        return !reading && !ended && (writeFailure != null || kernel.pendingOctets() <= MAX_PENDING);
    }

    private void read(Deadline deadline) {
        int length = -1;
        IOException failure = null;
        reading = true;
        settle();
        lock.unlock();
        try {
            length = transport.read(input, deadline);
        } catch (SocketTimeoutException nothingCame) {
            length = 0;
        } catch (IOException broken) {
            failure = broken;
        } finally {
            lock.lock();
            reading = false;
        }
        if (length != 0 && !ended) {
            received(length, failure);
        }
    }

    /** Feeds the kernel and hands out its events, before anybody else can read into the buffer of which they hold views. */
    private void received(int length, @Nullable IOException failure) {
        boolean intact = false;
        try {
            if (length < 0) {
                kernel.receiveEndOfInput();
            } else {
                for (H2Event event : kernel.receiveData(input, 0, length)) {
                    listener.event(event);
                }
                intact = true;
            }
        } finally {
            if (!intact) { // also after an observer has thrown: nobody knows what was missed
                listener.transportEnded(failure == null ? writeFailure : failure);
            }
        }
    }

    // The writer's seat

    private boolean mayWrite() {
        return !writing && !ended && writeFailure == null && kernel.hasDataToSend();
    }

    /** Writes one buffer. Failure is no news: the reader will hear of it, after what the server has sent before. */
    private void write() {
        int length = kernel.dataToSend(ByteBuffer.wrap(output));
        inWritersSeat(() -> transport.write(output, length));
    }

    private void finish() {
        inWritersSeat(transport::finish);
    }

    private void inWritersSeat(TransportAction action) {
        writing = true;
        settle();
        lock.unlock();
        IOException failure = null;
        try {
            action.run();
        } catch (IOException broken) {
            failure = broken;
        } finally {
            lock.lock();
            writing = false;
        }
        writeFailure = writeFailure == null ? failure : writeFailure;
    }

    private interface TransportAction {
        void run() throws IOException;
    }

    // Those who wait

    /** Sleeps once; waking up for nothing does no harm, because {@link #await} asks the claim again. */
    @SuppressWarnings("WaitNotInLoop")
    private void sleep(BooleanSupplier claim, Deadline deadline) throws InterruptedIOException {
        Waiter waiter = new Waiter(claim, lock.newCondition());
        settle();
        waiters.add(waiter);
        try {
            waiter.condition.awaitNanos(deadline.remainingNanos());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw interrupted();
        } finally {
            waiters.remove(waiter);
        }
    }

    private static InterruptedIOException interrupted() {
        return new InterruptedIOException(
                "Cannot wait for the server: the thread was interrupted. Send the request again.");
    }

    /** Wakes those whose claims have come true, and somebody for a seat that should not be empty. */
    private void settle() {
        for (Waiter waiter : waiters) {
            if (ended || waiter.claim.getAsBoolean()) {
                waiter.condition.signal();
            }
        }
        if (!waiters.isEmpty() && (mayRead() || mayWrite())) {
            waiters.get(0).condition.signal();
        }
    }

    private record Waiter(BooleanSupplier claim, Condition condition) {}
}
