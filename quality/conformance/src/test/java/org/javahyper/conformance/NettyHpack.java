package org.javahyper.conformance;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Map;
import org.javahyper.http.HeaderField;
import org.javahyper.http.Headers;

/**
 * Netty's header compression, behind its public classes.
 *
 * <p>Without validation it carries every octet in names and values. With validation it refuses what HTTP/2 forbids: names that are not tokens in
 * lower case, control octets, a blank at the beginning of a value, connection-specific fields, unknown and repeated pseudo-fields. Either way its
 * {@code Http2Headers} move pseudo-fields to the front, so a list has to have them there. How a field was sent is not to be learned from it.
 */
final class NettyHpack implements ForeignHpack {
    private static final int STREAM_ID = 1;
    private static final int TABLE_ARRAY_SIZE_HINT = 64;
    private static final long MAX_HEADER_LIST_SIZE = 1 << 24;

    /** It asks by value whether a field is sensitive; the instance of the value tells apart fields that are equal otherwise. */
    private final IdentityHashMap<CharSequence, Boolean> sensitiveValues = new IdentityHashMap<>();

    private final DefaultHttp2HeadersEncoder encoder;
    private final DefaultHttp2HeadersDecoder decoder;
    private final boolean validating;

    /**
     * Starts both sides.
     *
     * @param huffmanThreshold how many octets a string must have for the encoder to think of the Huffman code
     */
    NettyHpack(boolean validating, int huffmanThreshold) {
        this.validating = validating;
        encoder = new DefaultHttp2HeadersEncoder(
                (name, value) -> sensitiveValues.containsKey(value), true, TABLE_ARRAY_SIZE_HINT, huffmanThreshold);
        decoder = new DefaultHttp2HeadersDecoder(validating, MAX_HEADER_LIST_SIZE);
    }

    @Override
    public byte[] encode(Headers headers) throws Http2Exception {
        Http2Headers fields = new DefaultHttp2Headers(validating);
        sensitiveValues.clear();
        for (HeaderField field : headers) {
            AsciiString value = octets(field.value());
            fields.add(octets(field.name()), value);
            if (field.sensitive()) {
                sensitiveValues.put(value, true);
            }
        }
        ByteBuf block = Unpooled.buffer();
        encoder.encodeHeaders(STREAM_ID, fields, block);
        byte[] octets = new byte[block.readableBytes()];
        block.readBytes(octets);
        return octets;
    }

    @Override
    public Headers decode(byte[] block) throws Http2Exception {
        Headers.Builder headers = Headers.builder();
        for (Map.Entry<CharSequence, CharSequence> field :
                decoder.decodeHeaders(STREAM_ID, Unpooled.wrappedBuffer(block))) {
            headers.add(field.getKey().toString(), field.getValue().toString());
        }
        return headers.build();
    }

    @Override
    public void encoderTableSize(int octets) throws Http2Exception {
        encoder.maxHeaderTableSize(octets);
    }

    @Override
    public void decoderTableSize(int octets) throws Http2Exception {
        decoder.maxHeaderTableSize(octets);
    }

    @Override
    public int decoderTableCapacity() {
        return (int) decoder.maxHeaderTableSize();
    }

    @Override
    public Headers carried(Headers headers) {
        return HeaderLists.arranged(
                headers,
                field -> !validating || !HeaderLists.isConnectionSpecific(field),
                name -> name.startsWith(":") ? 0 : 1);
    }

    @Override
    public Headers marked(Headers headers) {
        return headers;
    }

    private static AsciiString octets(String text) {
        return new AsciiString(text.getBytes(StandardCharsets.ISO_8859_1), false);
    }
}
