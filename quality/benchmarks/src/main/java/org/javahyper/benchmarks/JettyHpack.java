package org.javahyper.benchmarks;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.hpack.HpackDecoder;
import org.eclipse.jetty.http2.hpack.HpackEncoder;
import org.eclipse.jetty.http2.hpack.HpackException;
import org.javahyper.http.HeaderField;
import org.javahyper.http.Headers;

/** Jetty's: octets to {@link MetaData}, which is a request or a response with its pseudo-fields taken apart. */
final class JettyHpack implements HpackLibrary<ByteBuffer, MetaData> {
    private static final int MAX_HEADER_LIST_SIZE = 1 << 20;

    private final byte[] target = new byte[1 << 16];

    @Override
    public ByteBuffer block(byte[] octets) {
        return ByteBuffer.wrap(octets);
    }

    @Override
    public MetaData headers(Headers fields) {
        HttpFields.Mutable regular = HttpFields.build();
        for (HeaderField field : fields) {
            if (!field.name().startsWith(":")) {
                regular.add(new HttpField(field.name(), field.value()));
            }
        }
        String status = fields.first(":status");
        if (status != null) {
            return new MetaData.Response(Integer.parseInt(status), null, HttpVersion.HTTP_2, regular);
        }
        HttpURI uri = HttpURI.build()
                .scheme(fields.first(":scheme"))
                .authority(fields.first(":authority"))
                .pathQuery(fields.first(":path"));
        return new MetaData.Request(
                Objects.requireNonNull(fields.first(":method")), uri.asImmutable(), HttpVersion.HTTP_2, regular);
    }

    @Override
    public Decoder<ByteBuffer, MetaData> newDecoder() {
        HpackDecoder decoder = new HpackDecoder(MAX_HEADER_LIST_SIZE, System::nanoTime);
        return block -> {
            try {
                return decoder.decode(block.rewind());
            } catch (HpackException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    @Override
    public Encoder<MetaData> newEncoder() {
        HpackEncoder encoder = new HpackEncoder();
        encoder.setMaxHeaderListSize(MAX_HEADER_LIST_SIZE);
        ByteBuffer buffer = ByteBuffer.wrap(target);
        return new Encoder<>() {
            @Override
            public int encode(MetaData headers) {
                try {
                    encoder.encode(buffer.clear(), headers);
                    return buffer.position();
                } catch (HpackException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override
            public byte[] lastBlock() {
                return Arrays.copyOf(target, buffer.position());
            }
        };
    }

    @Override
    public Headers fields(MetaData decoded) {
        Headers.Builder fields = Headers.builder();
        if (decoded instanceof MetaData.Request request) {
            fields.add(":method", request.getMethod())
                    .add(":scheme", request.getHttpURI().getScheme())
                    .add(":authority", request.getHttpURI().getAuthority())
                    .add(":path", request.getHttpURI().getPathQuery());
        } else {
            fields.add(":status", Integer.toString(((MetaData.Response) decoded).getStatus()));
        }
        decoded.getHttpFields().forEach(field -> fields.add(field.getLowerCaseName(), field.getValue()));
        return fields.build();
    }
}
