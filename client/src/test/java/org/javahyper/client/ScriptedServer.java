package org.javahyper.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import org.javahyper.h2.H2Configuration;
import org.javahyper.h2.H2Connection;
import org.javahyper.h2.Limits;

/** A server on the loopback interface whose connections follow scripts, each on a thread of its own. Closing it tells whether one has failed. */
final class ScriptedServer implements AutoCloseable {
    interface Script {
        void run(Peer peer) throws Exception;
    }

    private final ServerSocket listener;
    private final Limits limits;
    private final List<Script> scripts;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();

    private ScriptedServer(ServerSocket listener, Limits limits, List<Script> scripts) {
        this.listener = listener;
        this.limits = limits;
        this.scripts = scripts;
        start(this::accept);
    }

    /** The first connection follows the first script, and so on; further ones the last. */
    static ScriptedServer cleartext(Script... scripts) throws IOException {
        return cleartext(Limits.defaults(), scripts);
    }

    static ScriptedServer cleartext(Limits limits, Script... scripts) throws IOException {
        return new ScriptedServer(listen(ServerSocketFactory.getDefault()), limits, List.of(scripts));
    }

    /** Over TLS, offering one protocol by ALPN, or none where it is empty. */
    static ScriptedServer tls(TestCertificate certificate, String protocol, Script script) throws IOException {
        return tls(certificate, protocol, "TLSv1.3", script);
    }

    static ScriptedServer tls(TestCertificate certificate, String protocol, String version, Script script)
            throws IOException {
        SSLServerSocket listener =
                (SSLServerSocket) listen(certificate.context().getServerSocketFactory());
        SSLParameters parameters = listener.getSSLParameters();
        parameters.setApplicationProtocols(protocol.isEmpty() ? new String[0] : new String[] {protocol});
        parameters.setProtocols(new String[] {version});
        listener.setSSLParameters(parameters);
        return new ScriptedServer(listener, Limits.defaults(), List.of(script));
    }

    private static ServerSocket listen(ServerSocketFactory factory) throws IOException {
        return factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    int port() {
        return listener.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** A client of this server that has not connected yet, in cleartext. */
    Http2Connection client() {
        return client(ClientConfiguration.defaults());
    }

    Http2Connection client(ClientConfiguration configuration) {
        return Http2Connection.cleartext("localhost", port(), configuration);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                Script script = scripts.get(Math.min(connections.getAndIncrement(), scripts.size() - 1));
                start(() -> run(socket, script));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void run(Socket socket, Script script) {
        try (socket) {
            script.run(new Peer(
                    socket,
                    new H2Connection(H2Configuration.server().limits(limits).build())));
        } catch (IOException gone) {
            // the client has closed the connection: most scripts end so
        } catch (Throwable failure) {
            failures.add(failure);
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "scripted server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("a script failed", failures.get(0));
        }
    }
}
