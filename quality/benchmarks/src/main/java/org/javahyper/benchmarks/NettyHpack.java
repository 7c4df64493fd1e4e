package org.javahyper.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersDecoder;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import io.netty.util.AsciiString;
import org.javahyper.http.HeaderField;
import org.javahyper.http.Headers;

/**
 * Netty's, through the classes that its frame reader and writer use: octets to {@link Http2Headers} of {@link AsciiString}. Its buffers have arrays,
 * which is the faster way for it.
 */
final class NettyHpack implements HpackLibrary<ByteBuf, Http2Headers> {
    private static final int STREAM_ID = 1;
    private static final long MAX_HEADER_LIST_SIZE = 1 << 20;
    private static final int EXPECTED_FIELDS = 16;

    private final boolean validate;
    private final int huffmanThreshold;
    private final ByteBuf target = Unpooled.buffer(1 << 16);

    /**
     * A library.
     *
     * @param validate whether the decoder checks names, values and the order of pseudo-fields
     * @param huffmanThreshold octets from which on the encoder uses the Huffman code
     */
    NettyHpack(boolean validate, int huffmanThreshold) {
        this.validate = validate;
        this.huffmanThreshold = huffmanThreshold;
    }

    @Override
    public ByteBuf block(byte[] octets) {
        return Unpooled.wrappedBuffer(octets);
    }

    @Override
    public Http2Headers headers(Headers fields) {
        Http2Headers headers = new DefaultHttp2Headers(false);
        for (HeaderField field : fields) {
            headers.add(new AsciiString(field.name()), new AsciiString(field.value()));
        }
        return headers;
    }

    @Override
    public Decoder<ByteBuf, Http2Headers> newDecoder() {
        Http2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(validate, MAX_HEADER_LIST_SIZE);
        return block -> {
            try {
                return decoder.decodeHeaders(STREAM_ID, block.readerIndex(0));
            } catch (Http2Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    @Override
    public Encoder<Http2Headers> newEncoder() {
        Http2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder(
                Http2HeadersEncoder.NEVER_SENSITIVE, true, EXPECTED_FIELDS, huffmanThreshold);
        return new Encoder<>() {
            @Override
            public int encode(Http2Headers headers) {
                try {
                    target.clear();
                    encoder.encodeHeaders(STREAM_ID, headers, target);
                    return target.readableBytes();
                } catch (Http2Exception e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public byte[] lastBlock() {
                return ByteBufUtil.getBytes(target);
            }
        };
    }

    @Override
    public Headers fields(Http2Headers decoded) {
        Headers.Builder fields = Headers.builder();
        decoded.forEach(
                field -> fields.add(field.getKey().toString(), field.getValue().toString()));
        return fields.build();
    }
}
