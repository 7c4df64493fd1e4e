package org.javahyper.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.javahyper.hpack.HeaderSink;
import org.javahyper.hpack.HpackDecoder;
import org.javahyper.hpack.HpackEncoder;
import org.javahyper.hpack.HpackLimits;
import org.javahyper.hpack.HuffmanMode;
import org.javahyper.hpack.IndexingPolicy;
import org.javahyper.http.HeaderField;
import org.javahyper.http.HeaderNames;
import org.javahyper.http.Headers;
import org.javahyper.http.internal.FieldList;

/** Ours: octets to {@link Headers} through a sink, as h2 does it. */
final class HyperHpack implements HpackLibrary<byte[], Headers> {
    private static final HpackLimits LIMITS = HpackLimits.of(1 << 20, 10_000);

    private final IndexingPolicy indexing;
    private final HuffmanMode huffman;
    private final boolean check;
    private final byte[] target = new byte[1 << 16];

    /**
     * A library.
     *
     * @param check whether what is decoded is checked as the validating Netty checks it: names, values, order of pseudo-fields, fields of the
     *     connection
     */
    HyperHpack(IndexingPolicy indexing, HuffmanMode huffman, boolean check) {
        this.indexing = indexing;
        this.huffman = huffman;
        this.check = check;
    }

    @Override
    public byte[] block(byte[] octets) {
        return octets;
    }

    /** Made anew, in the order of their use, as the other libraries' are: so all find them in memory in the same order. */
    @Override
    public Headers headers(Headers fields) {
        Headers.Builder made = Headers.builder();
        for (HeaderField field : fields) {
            made.add(field.name(), new String(field.value().getBytes(ISO_8859_1), ISO_8859_1));
        }
        return made.build();
    }

    @Override
    public Decoder<byte[], Headers> newDecoder() {
        HpackDecoder decoder = HpackDecoder.builder().limits(LIMITS).build();
        FieldList fields = new FieldList(16);
        if (check) {
            Checker checker = new Checker(fields);
            return block -> {
                fields.clear();
                checker.begin();
                decoder.decode(block, 0, block.length, checker);
                checker.end();
                return Headers.of(fields);
            };
        }
        HeaderSink collector = (name, value, traits) -> fields.add(name, value, HeaderSink.isNeverIndexed(traits));
        return block -> {
            fields.clear();
            decoder.decode(block, 0, block.length, collector);
            return Headers.of(fields);
        };
    }

    @Override
    public Encoder<Headers> newEncoder() {
        HpackEncoder encoder = HpackEncoder.builder()
                .indexingPolicy(indexing)
                .huffmanMode(huffman)
                .build();
        return new Encoder<>() {
            private int length;

            @Override
            public int encode(Headers headers) {
                length = encoder.encode(headers, target, 0);
                return length;
            }

            @Override
            public byte[] lastBlock() {
                return Arrays.copyOf(target, length);
            }
        };
    }

    @Override
    public Headers fields(Headers decoded) {
        return decoded;
    }

    private static final class Checker implements HeaderSink {
        private static final int WELL_FORMED = WELL_FORMED_NAME | WELL_FORMED_VALUE;

        private final FieldList fields;
        private boolean regularSeen;
        private boolean malformed;

        Checker(FieldList fields) {
            this.fields = fields;
        }

        void begin() {
            regularSeen = false;
            malformed = false;
        }

        @Override
        public void field(String name, String value, int traits) {
            int token = traits & NAME_TOKEN_MASK;
            if ((traits & WELL_FORMED) != WELL_FORMED) {
                malformed = true;
            } else if (token == HeaderNames.UNKNOWN || token > HeaderNames.LAST_CONNECTION_SPECIFIC) {
                regularSeen = true;
                malformed |= token == HeaderNames.TE && !value.equals("trailers");
            } else {
                malformed |= regularSeen || token > HeaderNames.LAST_PSEUDO;
            }
            fields.add(name, value, HeaderSink.isNeverIndexed(traits));
        }

        void end() {
            if (malformed) {
                throw new IllegalArgumentException(
                        "Cannot take the list: a field is malformed or misplaced. Give fields that HTTP/2 allows.");
            }
        }
    }
}
