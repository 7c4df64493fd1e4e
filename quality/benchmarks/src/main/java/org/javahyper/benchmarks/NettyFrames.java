package org.javahyper.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2FrameWriter;
import java.util.List;

/**
 * Netty's, at its cheapest: one buffer is read again and again, and one is written again and again; in place of a socket, a handler releases what
 * is written and says that it is done. So the data is never copied. Only an input that is cut goes through the handler that joins inputs, as all
 * do on a connection.
 */
final class NettyFrames implements FrameLibrary {
    private final NettyFrameListener listener = new NettyFrameListener();
    private final Http2FrameReader reader = new DefaultHttp2FrameReader(listener.headersDecoder());
    private final Http2FrameWriter writer = new DefaultHttp2FrameWriter();
    private final boolean ofChannel;
    private final boolean cut;
    private final ByteBuf input;
    private final ByteBuf payload;
    private final Drain drain = new Drain();
    private final EmbeddedChannel channel = new EmbeddedChannel(drain, new Cutter());
    private final ChannelHandlerContext context = channel.pipeline().lastContext();

    /**
     * A library.
     *
     * @param ofChannel whether buffers are those that Netty's channels read into by default, pooled and direct; else they have an array
     */
    NettyFrames(FrameInput input, boolean ofChannel) {
        this.ofChannel = ofChannel;
        byte[] frames = input.octets();
        cut = input.isCut();
        this.input = buffer(cut ? FrameLibrary.rotated(frames) : frames);
        payload = buffer(Frames.PAYLOAD);
        if (cut) {
            channel.pipeline().fireChannelRead(buffer(frames).writerIndex(CUT));
        }
    }

    private ByteBuf buffer(byte[] octets) {
        return ofChannel
                ? ByteBufAllocator.DEFAULT.ioBuffer(octets.length).writeBytes(octets)
                : Unpooled.wrappedBuffer(octets);
    }

    @Override
    public long read() {
        listener.sum = 0;
        if (cut) {
            channel.pipeline().fireChannelRead(input.retainedDuplicate());
            channel.checkException();
        } else {
            readFrames(context, input.readerIndex(0));
        }
        return listener.sum;
    }

    private void readFrames(ChannelHandlerContext ctx, ByteBuf octets) {
        try {
            reader.readFrame(ctx, octets, listener);
        } catch (Http2Exception e) {
            throw new IllegalStateException(e);
        }
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

    /** Keeps the rest of an input in front of the next, as Http2ConnectionHandler does. */
    private final class Cutter extends ByteToMessageDecoder {
        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf octets, List<Object> out) {
            readFrames(ctx, octets);
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
