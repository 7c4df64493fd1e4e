package org.javahyper.examples.selector;

import java.io.IOException;
import java.lang.System.Logger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A server of HTTP/2 in cleartext, for clients that know beforehand that it speaks HTTP/2 (RFC 9113, 3.3). One thread and one selector serve all
 * connections, so there is no lock anywhere.
 *
 * <p>{@code GET /} answers with a line of text, {@code GET /bytes/{n}} with n octets, and {@code POST /echo} sends the body of the request back
 * while it comes. It listens on the loopback address only.
 *
 * <pre>{@code
 * try (SelectorServer server = SelectorServer.start(0)) {
 *     // http://127.0.0.1:{server.port()}/
 * }
 * }</pre>
 */
public final class SelectorServer implements AutoCloseable {
    private static final Logger LOGGER = System.getLogger(SelectorServer.class.getName());

    private static final int MAX_CONNECTIONS = 1_024;
    private static final int BUFFER = 65_536;
    private static final long TICK_MILLIS = 100;

    private final Selector selector;
    private final ServerSocketChannel listener;
    private final SelectionKey listenerKey;
    private final int port;
    private final Patience patience;
    private final Thread thread = new Thread(this::run, "selector-server");
    private volatile boolean stopping;

    // All that follows is the thread's
    private final Set<Connection> connections = new HashSet<>();
    private final ByteBuffer input =
            ByteBuffer.allocate(BUFFER); // one for all: what it holds is used up before the next read

    private SelectorServer(int port, Patience patience) throws IOException {
        this.patience = patience;
        selector = Selector.open();
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        listener.configureBlocking(false);
        listenerKey = listener.register(selector, SelectionKey.OP_ACCEPT);
        this.port = listener.socket().getLocalPort();
    }

    /** Serves until the process is interrupted; the first argument is the port, 8080 without one. */
    public static void main(String[] arguments) throws IOException {
        SelectorServer server = start(arguments.length == 0 ? 8080 : Integer.parseInt(arguments[0]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        System.out.println("http://127.0.0.1:" + server.port() + "/ (HTTP/2 with prior knowledge)");
    }

    /**
     * Starts a server.
     *
     * @param port 1 to 65,535, or 0 for any that is free
     * @throws IOException if the port is taken
     */
    public static SelectorServer start(int port) throws IOException {
        return start(port, Patience.DEFAULT);
    }

    static SelectorServer start(int port, Patience patience) throws IOException {
        SelectorServer server = new SelectorServer(port, patience);
        server.thread.start();
        return server;
    }

    /** The port it listens on. */
    public int port() {
        return port;
    }

    /**
     * Takes no new connections and no new streams, lets those that are open run to their end for some seconds, and returns when all is over. Does
     * nothing the second time.
     */
    @Override
    public void close() {
        stopping = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt(); // the thread finishes without us
        }
    }

    // The thread

    private void run() {
        try (selector;
                listener) {
            while (!stopping) {
                turn();
            }
            stop();
        } catch (IOException broken) {
            LOGGER.log(Logger.Level.ERROR, "The selector server has ended", broken);
        } finally {
            connections.forEach(Connection::close);
        }
    }

    /** Waits for sockets to become ready, and with connections open no longer than to the next look at the clock. */
    private void turn() throws IOException {
        selector.select(this::serve, connections.isEmpty() ? 0 : TICK_MILLIS);
        for (Connection connection : List.copyOf(connections)) {
            attempt(connection, Connection::tick);
        }
    }

    private void stop() throws IOException {
        listener.close();
        for (Connection connection : List.copyOf(connections)) {
            attempt(connection, Connection::goAway);
        }
        long begin = System.nanoTime();
        while (!connections.isEmpty() && !Patience.isOver(patience.stop(), begin, System.nanoTime())) {
            turn();
        }
    }

    private void serve(SelectionKey ready) {
        if (ready.attachment() instanceof Connection connection) {
            attempt(connection, each -> each.ready(input));
        } else {
            accept();
        }
    }

    private void accept() {
        try {
            SocketChannel channel = listener.accept();
            if (channel != null) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                Connection connection = new Connection(channel, selector, patience);
                connections.add(connection);
                acceptIfThereIsRoom();
                attempt(connection, Connection::begin);
            }
        } catch (IOException failure) {
            LOGGER.log(Logger.Level.WARNING, "A connection could not be taken", failure);
        }
    }

    /** Does something with a connection; whatever goes wrong ends this one and no other. */
    private void attempt(Connection connection, Step step) {
        try {
            step.run(connection);
        } catch (IOException broken) {
            LOGGER.log(Logger.Level.DEBUG, "A connection broke: {0}", broken);
            connection.close();
        } catch (RuntimeException bug) {
            LOGGER.log(Logger.Level.WARNING, "A connection failed", bug);
            connection.close();
        }
        if (!connection.isOpen()) {
            connections.remove(connection);
            acceptIfThereIsRoom();
        }
    }

    private void acceptIfThereIsRoom() {
        if (listener.isOpen()) {
            listenerKey.interestOps(connections.size() < MAX_CONNECTIONS ? SelectionKey.OP_ACCEPT : 0);
        }
    }

    private interface Step {
        void run(Connection connection) throws IOException;
    }
}
