package org.javahyper.conformance;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.api.server.ServerSessionListener;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.GoAwayFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.PingFrame;
import org.eclipse.jetty.http2.server.RawHTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** Jetty's low-level HTTP/2 client and server. */
final class JettyPeer {
    private JettyPeer() {}

    static PeerConnection connect(int port, @Nullable SelfSigned trusted) throws Exception {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        HTTP2Client client = new HTTP2Client(new ClientConnector());
        client.start();
        JettyConnection connection = new JettyConnection(() -> LifeCycle.stop(client));
        if (trusted == null) {
            connection.attach(client.connect(address, connection).get());
        } else {
            SslContextFactory.Client tls = new SslContextFactory.Client();
            tls.setTrustStore(trusted.keyStore());
            tls.start();
            connection.attach(client.connect(tls, address, connection).get());
        }
        return connection;
    }

    static PeerServer listen(@Nullable SelfSigned certificate) throws Exception {
        return new RawServer(certificate);
    }

    private static final class RawServer extends PeerServer implements ServerSessionListener {
        private final Server server = new Server(new QueuedThreadPool(16));
        private final ServerConnector connector;
        private final ConcurrentMap<Session, JettyConnection> connections = new ConcurrentHashMap<>();

        RawServer(@Nullable SelfSigned certificate) throws Exception {
            RawHTTP2ServerConnectionFactory h2 =
                    new RawHTTP2ServerConnectionFactory(new HttpConfiguration(), this, "h2");
            if (certificate == null) {
                connector = new ServerConnector(server, 1, 1, h2);
            } else {
                ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory("h2");
                SslContextFactory.Server tls = new SslContextFactory.Server();
                tls.setKeyStore(certificate.keyStore());
                tls.setKeyStorePassword(SelfSigned.PASSWORD);
                connector =
                        new ServerConnector(server, 1, 1, new SslConnectionFactory(tls, alpn.getProtocol()), alpn, h2);
            }
            connector.setHost("127.0.0.1");
            server.addConnector(connector);
            server.start();
        }

        @Override
        int port() {
            return connector.getLocalPort();
        }

        @Override
        public void close() {
            LifeCycle.stop(server);
        }

        // The listener of all sessions: each has its connection

        @Override
        public void onAccept(Session session) {
            JettyConnection connection = new JettyConnection(() -> {});
            connection.attach(session);
            connections.put(session, connection);
            connectionAccepted(connection);
        }

        @Override
        public Stream.Listener onNewStream(Stream stream, HeadersFrame frame) {
            return connections.get(stream.getSession()).onNewStream(stream, frame);
        }

        @Override
        public void onPing(Session session, PingFrame frame) {
            connections.get(session).onPing(session, frame);
        }

        @Override
        public void onGoAway(Session session, GoAwayFrame frame) {
            connections.get(session).onGoAway(session, frame);
        }

        @Override
        public void onClose(Session session, GoAwayFrame frame, Callback callback) {
            connections.get(session).onClose(session, frame, callback);
        }
    }
}
