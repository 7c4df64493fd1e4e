package org.javahyper.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2FrameWriter;
import org.openjdk.jmh.annotations.CompilerControl;

/**
 * Netty's, at its cheapest: one buffer is read again and again, and one is written again and again; in place of a socket, a handler releases what
 * is written and says that it is done. So the data is never copied.
 */
final class NettyFrames implements FrameLibrary {
    private final Http2FrameReader reader = new DefaultHttp2FrameReader();
    private final Http2FrameWriter writer = new DefaultHttp2FrameWriter();
    private final ByteBuf input;
    private final ByteBuf payload;
    private final Listener listener = new Listener();
    private final Drain drain = new Drain();
    private final ChannelHandlerContext context;

    /** A library whose buffers of data are direct ones, as sockets fill them, or have arrays. */
    NettyFrames(boolean direct) {
        input = direct ? Unpooled.directBuffer().writeBytes(Frames.INPUT) : Unpooled.wrappedBuffer(Frames.INPUT);
        payload = direct ? Unpooled.directBuffer().writeBytes(Frames.PAYLOAD) : Unpooled.wrappedBuffer(Frames.PAYLOAD);
        EmbeddedChannel channel = new EmbeddedChannel(drain, new ChannelInboundHandlerAdapter());
        context = channel.pipeline().lastContext();
    }

    @Override
    public long read() {
        listener.sum = 0;
        try {
            reader.readFrame(context, input.readerIndex(0), listener);
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
        return listener.sum;
    }

    @Override
    public long write() {
        drain.octets = 0;
        for (int frame = 0; frame < Frames.COUNT; frame++) {
            ByteBuf data = payload.retain().readerIndex(0);
            ChannelFuture written =
                    writer.writeData(context, Frames.streamId(frame), data, 0, false, context.newPromise());
            if (!written.isSuccess()) {
                throw new IllegalStateException(written.cause());
            }
        }
        return drain.octets;
    }

    private static final class Listener extends Http2FrameAdapter {
        private long sum;

        @Override
        @CompilerControl(CompilerControl.Mode.DONT_INLINE)
        public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean endOfStream) {
            int length = data.readableBytes();
            if (data.getByte(data.readerIndex()) == Frames.PAYLOAD[0]) {
                sum += streamId + length;
            }
            return length + padding;
        }
    }

    private static final class Drain extends ChannelOutboundHandlerAdapter {
        private long octets;

        @Override
        public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            ByteBuf buffer = (ByteBuf) message;
            octets += buffer.readableBytes();
            buffer.release();
            promise.setSuccess();
        }
    }
}
