package org.javahyper.httpbin;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.javahyper.h2.FrameObserver;
import org.jspecify.annotations.Nullable;

/** Takes connections, gives each a driver, and ends them all. */
final class Acceptor {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long BREAK_OFF_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final ServerSocket serverSocket;
    private final @Nullable ServerTls tls;
    private final Routes routes;
    private final @Nullable Supplier<? extends FrameObserver> observers;
    private final ExecutorService workers = Workers.start();
    private final Set<H2Driver> drivers = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::accept, "httpbin-acceptor");

    /** An acceptor for a socket that is bound; the socket is its own from now on. */
    Acceptor(
            ServerSocket serverSocket,
            @Nullable ServerTls tls,
            Routes routes,
            @Nullable Supplier<? extends FrameObserver> observers) {
        this.serverSocket = serverSocket;
        this.tls = tls;
        this.routes = routes;
        this.observers = observers;
        thread.setDaemon(true);
    }

    /** Begins to accept. */
    void start() {
        thread.start();
    }

    private void accept() {
        while (!serverSocket.isClosed()) {
            try {
                serve(serverSocket.accept());
            } catch (IOException failure) {
                if (!serverSocket.isClosed()) {
                    // Out of file descriptors, say: trying again at once would not help.
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        H2Driver driver = new H2Driver(transport(socket), routes, workers, observers == null ? null : observers.get());
        drivers.add(driver);
        workers.execute(() -> {
            try {
                driver.run();
            } finally {
                drivers.remove(driver);
            }
        });
    }

    private Transport transport(Socket socket) throws IOException {
        try {
            return new Transport(socket, tls);
        } catch (IOException failure) {
            socket.close();
            throw failure;
        }
    }

    /**
     * Accepts no more, lets open streams finish for a while, and closes what is left.
     *
     * @throws InterruptedException if the thread was interrupted; all is closed nevertheless
     */
    void shutdown(Duration grace) throws IOException, InterruptedException {
        serverSocket.close();
        try {
            thread.join();
            drivers.forEach(H2Driver::goAway);
            awaitEnds(grace.toNanos());
        } finally {
            drivers.forEach(driver -> driver.breakOff("the server is closed"));
            awaitEnds(BREAK_OFF_NANOS);
            workers.shutdown();
        }
    }

    private void awaitEnds(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        for (H2Driver driver : drivers) {
            if (!driver.awaitEnd(deadline - System.nanoTime())) {
                return;
            }
        }
    }
}
