package org.javahyper.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.EmptyHttp2Headers;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Settings;
import org.openjdk.jmh.annotations.CompilerControl;

/** Looks at what Netty's reader has read; the same as {@link HyperFrames} looks at. */
final class NettyFrameListener extends Http2FrameAdapter {
    long sum;

    private int blockLength;

    /** A decoder that decodes nothing, because this is about frames. */
    Http2HeadersDecoder headersDecoder() {
        return new NoDecoder();
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public int onDataRead(ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean endOfStream) {
        int length = data.readableBytes();
        sum += streamId + length + data.getByte(data.readerIndex());
        return length + padding;
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public void onHeadersRead(
            ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean endOfStream) {
        sum += streamId + blockLength;
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) {
        sum += settings.headerTableSize()
                + settings.maxConcurrentStreams()
                + settings.initialWindowSize()
                + settings.maxFrameSize();
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public void onPingRead(ChannelHandlerContext ctx, long data) {
        sum += data;
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public void onGoAwayRead(ChannelHandlerContext ctx, int lastStreamId, long errorCode, ByteBuf debugData) {
        sum += lastStreamId + errorCode + debugData.readableBytes();
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int windowSizeIncrement) {
        sum += streamId + windowSizeIncrement;
    }

    @Override
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    public void onUnknownFrame(
            ChannelHandlerContext ctx, byte frameType, int streamId, Http2Flags flags, ByteBuf payload) {
        sum += (frameType & 0xff) + streamId + payload.readableBytes();
    }

    private final class NoDecoder implements Http2HeadersDecoder, Http2HeadersDecoder.Configuration {
        @Override
        public Http2Headers decodeHeaders(int streamId, ByteBuf block) {
            blockLength = block.readableBytes();
            block.skipBytes(blockLength);
            return EmptyHttp2Headers.INSTANCE;
        }

        @Override
        public Configuration configuration() {
            return this;
        }

        @Override
        public void maxHeaderTableSize(long max) {}

        @Override
        public long maxHeaderTableSize() {
            return 4_096;
        }

        @Override
        public void maxHeaderListSize(long max, long goAwayMax) {}

        @Override
        public long maxHeaderListSize() {
            return 8_192;
        }

        @Override
        public long maxHeaderListSizeGoAway() {
            return 10_240;
        }
    }
}
