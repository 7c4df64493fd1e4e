package org.javahyper.conformance;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Netty's codec over its sockets, as client and server. */
final class NettyPeer {
    private static final ApplicationProtocolConfig H2 = new ApplicationProtocolConfig(
            Protocol.ALPN, SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT, "h2");

    private NettyPeer() {}

    static PeerConnection connect(int port, @Nullable SelfSigned trusted) throws Exception {
        SslContext tls = trusted == null
                ? null
                : SslContextBuilder.forClient()
                        .sslProvider(SslProvider.JDK)
                        .trustManager(trusted.certificate())
                        .applicationProtocolConfig(H2)
                        .build();
        EventLoopGroup threads = threads();
        AtomicReference<NettyConnection> connection = new AtomicReference<>();
        new Bootstrap()
                .group(threads)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (tls != null) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc(), "localhost", port));
                        }
                        connection.set(new NettyConnection(channel, false, () -> stop(threads)));
                    }
                })
                .connect(InetAddress.getLoopbackAddress(), port)
                .sync();
        return connection.get();
    }

    static PeerServer listen(@Nullable SelfSigned certificate) throws Exception {
        SslContext tls = certificate == null
                ? null
                : SslContextBuilder.forServer(certificate.keyManagers())
                        .sslProvider(SslProvider.JDK)
                        .applicationProtocolConfig(H2)
                        .build();
        return new Server(tls);
    }

    private static final class Server extends PeerServer {
        private final EventLoopGroup threads = threads();
        private final Channel listener;

        Server(@Nullable SslContext tls) throws InterruptedException {
            listener = new ServerBootstrap()
                    .group(threads)
                    .channel(NioServerSocketChannel.class)
                    .childHandler(new ChannelInitializer<Channel>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            if (tls != null) {
                                channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                            }
                            connectionAccepted(new NettyConnection(channel, true, () -> {}));
                        }
                    })
                    .bind(InetAddress.getLoopbackAddress(), 0)
                    .sync()
                    .channel();
        }

        @Override
        int port() {
            return ((InetSocketAddress) listener.localAddress()).getPort();
        }

        @Override
        public void close() {
            stop(threads);
        }
    }

    private static EventLoopGroup threads() {
        return new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    }

    private static void stop(EventLoopGroup threads) {
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
