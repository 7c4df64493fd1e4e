package org.javahyper.conformance;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.javahyper.h2.ErrorCode;
import org.javahyper.http.HeaderField;
import org.javahyper.http.Headers;

/** A connection of Netty's codec, all of whose calls are made on its channel's thread. */
@SuppressWarnings("FutureReturnValueIgnored") // what could not be sent does not arrive, and the test says so
final class NettyConnection extends PeerConnection {
    private final Channel channel;
    private final Http2ConnectionHandler codec;
    private final Runnable stop;
    private final ConcurrentMap<Integer, NettyStream> streams = new ConcurrentHashMap<>();

    /**
     * Makes HTTP/2 of a fresh channel.
     *
     * @param stop ends all that belongs to the connection
     */
    NettyConnection(Channel channel, boolean server, Runnable stop) {
        this.channel = channel;
        this.stop = stop;
        codec = new Http2ConnectionHandlerBuilder()
                .server(server)
                .frameListener(new Frames())
                .build();
        channel.pipeline().addLast(codec, new ChannelInboundHandlerAdapter() {
            @Override
            public void channelInactive(ChannelHandlerContext context) {
                transportClosed();
            }
        });
    }

    @Override
    PeerStream open(Headers request, boolean endStream) {
        NettyStream stream = new NettyStream();
        act(context -> {
            stream.streamId = codec.connection().local().incrementAndGetNextStreamId();
            streams.put(stream.streamId, stream);
        });
        stream.sendHeaders(request, endStream);
        return stream;
    }

    @Override
    void sendPing(long opaqueData) {
        act(context -> codec.encoder().writePing(context, false, opaqueData, context.newPromise()));
    }

    /** Netty's codec sends GOAWAY when the channel is to be closed, and closes it when the last stream has ended. */
    @Override
    void goAway() {
        channel.close();
    }

    @Override
    public void close() {
        stop.run();
    }

    private void act(Consumer<ChannelHandlerContext> action) {
        channel.eventLoop().execute(() -> {
            ChannelHandlerContext context = channel.pipeline().context(codec);
            action.accept(context);
            codec.flush(context);
        });
    }

    private final class Frames extends Http2EventAdapter {
        @Override
        public void onHeadersRead(
                ChannelHandlerContext context,
                int streamId,
                Http2Headers headers,
                int streamDependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean endStream) {
            streamOf(streamId).headersReceived(headers(headers), endStream);
        }

        @Override
        public int onDataRead(
                ChannelHandlerContext context, int streamId, ByteBuf data, int padding, boolean endStream) {
            int length = data.readableBytes();
            streamOf(streamId).dataReceived(data.nioBuffer(), endStream);
            return length + padding;
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext context, int streamId, long errorCode) {
            streamOf(streamId).resetReceived(ErrorCode.of((int) errorCode));
        }

        @Override
        public void onPingAckRead(ChannelHandlerContext context, long opaqueData) {
            pingAckReceived(opaqueData);
        }

        @Override
        public void onGoAwayRead(ChannelHandlerContext context, int lastStreamId, long errorCode, ByteBuf debugData) {
            goAwayReceived(new GoAway(lastStreamId, ErrorCode.of((int) errorCode)));
        }

        private NettyStream streamOf(int streamId) {
            return streams.computeIfAbsent(streamId, unknown -> {
                NettyStream opened = new NettyStream();
                opened.streamId = streamId;
                requestReceived(opened);
                return opened;
            });
        }
    }

    private static Headers headers(Http2Headers from) {
        Headers.Builder headers = Headers.builder();
        from.forEach(
                field -> headers.add(field.getKey().toString(), field.getValue().toString()));
        return headers.build();
    }

    private static Http2Headers headers(Headers from) {
        Http2Headers headers = new DefaultHttp2Headers();
        for (HeaderField field : from) {
            headers.add(field.name(), field.value());
        }
        return headers;
    }

    private final class NettyStream extends PeerStream {
        private int streamId; // the channel's thread alone writes and reads it

        @Override
        void sendHeaders(Headers headers, boolean endStream) {
            Http2Headers fields = NettyConnection.headers(headers);
            act(context -> codec.encoder().writeHeaders(context, streamId, fields, 0, endStream, context.newPromise()));
        }

        @Override
        void sendData(byte[] octets, boolean endStream) {
            ByteBuf data = Unpooled.wrappedBuffer(octets);
            act(context -> codec.encoder().writeData(context, streamId, data, 0, endStream, context.newPromise()));
        }

        @Override
        void reset(ErrorCode errorCode) {
            act(context -> codec.resetStream(context, streamId, errorCode.code(), context.newPromise()));
        }
    }
}
