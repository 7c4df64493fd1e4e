package org.javahyper.hpack;

import static org.javahyper.hpack.Blocks.NEVER_INDEXED;
import static org.javahyper.hpack.Blocks.WITHOUT_INDEXING;
import static org.javahyper.hpack.Blocks.WITH_INDEXING;
import static org.javahyper.hpack.Blocks.block;
import static org.javahyper.hpack.HeaderSink.INDEXED;
import static org.javahyper.hpack.HeaderSink.LITERAL_WITHOUT_INDEXING;
import static org.javahyper.hpack.HeaderSink.LITERAL_WITH_INDEXING;
import static org.javahyper.hpack.HeaderSink.WELL_FORMED_NAME;
import static org.javahyper.hpack.HeaderSink.WELL_FORMED_VALUE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.javahyper.hpack.HpackException.Kind;
import org.javahyper.http.HeaderNames;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecoderTest {
    private final HpackDecoder decoder = HpackDecoder.create();
    private final FieldRecorder recorder = new FieldRecorder();

    @Test
    @Spec({"HP-DEC-01", "HP-DEC-02"})
    void fieldsArriveInOrderWithTheirRepresentation() {
        decode(block().indexed(2)
                .literal(WITH_INDEXING, "a", "1")
                .literal(WITHOUT_INDEXING, "b", "2")
                .literal(NEVER_INDEXED, "c", "3")
                .indexed(62));

        int wellFormed = WELL_FORMED_NAME | WELL_FORMED_VALUE;
        assertEquals(
                List.of(
                        new FieldRecorder.Received(":method", "GET", HeaderNames.METHOD | wellFormed | INDEXED),
                        new FieldRecorder.Received("a", "1", wellFormed | LITERAL_WITH_INDEXING),
                        new FieldRecorder.Received("b", "2", wellFormed | LITERAL_WITHOUT_INDEXING),
                        new FieldRecorder.Received("c", "3", wellFormed | HeaderSink.NEVER_INDEXED),
                        new FieldRecorder.Received("a", "1", wellFormed | INDEXED)),
                recorder.fields);
    }

    @ParameterizedTest(name = "\"{0}\": \"{1}\"")
    @CsvSource({
        "x-a, 1, 0, true, true",
        ":path, /, 3, true, true",
        ":protocol, websocket, 6, true, true",
        "connection, close, 7, true, true",
        ":unknown, 1, 0, false, true",
        "Host, 1, 0, false, true",
        "'', '', 0, false, true",
        "host, ' 1', 14, true, false",
        "host, '1\t', 14, true, false",
        "host, 'a\u0000', 14, true, false",
        "'a b', 'c d', 0, false, true",
    })
    @Spec({"HP-DEC-02", "HP-HUF-06"})
    void traitsTellWhatTheOctetsAreLike(
            String name, String value, int nameToken, boolean nameIsWellFormed, boolean valueIsWellFormed) {
        int traits =
                nameToken | (nameIsWellFormed ? WELL_FORMED_NAME : 0) | (valueIsWellFormed ? WELL_FORMED_VALUE : 0);

        decode(block().literal(WITH_INDEXING, name, value)
                .indexed(62)
                .literal(WITHOUT_INDEXING, 62, "x")
                .literal(WITHOUT_INDEXING, 62, "x "));

        int nameTraits = traits & ~WELL_FORMED_VALUE;
        assertEquals(
                List.of(
                        new FieldRecorder.Received(name, value, traits | LITERAL_WITH_INDEXING),
                        new FieldRecorder.Received(name, value, traits | INDEXED),
                        new FieldRecorder.Received(
                                name, "x", nameTraits | WELL_FORMED_VALUE | LITERAL_WITHOUT_INDEXING),
                        new FieldRecorder.Received(name, "x ", nameTraits | LITERAL_WITHOUT_INDEXING)),
                recorder.fields);
    }

    @Test
    @Spec("HP-DEC-02")
    void aStaticNameBringsItsTraits() {
        decode(block().literal(WITHOUT_INDEXING, 38, "a").literal(WITHOUT_INDEXING, 38, "a\n"));

        assertEquals(
                HeaderNames.HOST | WELL_FORMED_NAME | WELL_FORMED_VALUE | LITERAL_WITHOUT_INDEXING,
                recorder.fields.get(0).traits());
        assertEquals(
                HeaderNames.HOST | WELL_FORMED_NAME | LITERAL_WITHOUT_INDEXING,
                recorder.fields.get(1).traits());
    }

    @Test
    @Spec("HP-DEC-02")
    void knownNamesAreCanonicalInstances() {
        decode(block().literal(WITH_INDEXING, "x-forwarded-for", "1").indexed(62));

        assertSame(
                HeaderNames.canonical("x-forwarded-for"), recorder.fields.get(0).name());
        assertSame(recorder.fields.get(0).name(), recorder.fields.get(1).name());
        assertSame(recorder.fields.get(0).value(), recorder.fields.get(1).value());
    }

    @Test
    @Spec({"HP-DEC-02", "HP-DEC-03"})
    void fieldsAreEqualWhateverTheirRepresentation() {
        Headers literal =
                decoder.decode(block().literal(WITH_INDEXING, "a", "1").octets());
        Headers never = decoder.decode(block().literal(NEVER_INDEXED, "a", "1").octets());
        Headers indexed = decoder.decode(block().indexed(62).octets());

        assertEquals(literal, never);
        assertEquals(literal, indexed);
        assertEquals(true, never.isSensitive(0));
        assertEquals(false, indexed.isSensitive(0));
    }

    @Test
    @Spec("HP-DEC-08")
    void anEmptyBlockIsAnEmptyList() {
        assertEquals(Headers.empty(), decoder.decode(new byte[0]));
        assertEquals(0, decoder.headerListSize());
        assertEquals(0, decoder.headerFieldCount());
    }

    @Test
    @Spec("HP-DEC-09")
    void afterAnErrorEveryBlockIsRefused() {
        assertEquals(Kind.INVALID_TABLE_INDEX, refusal(block().indexed(0)));

        assertEquals(Kind.POISONED, refusal(block().indexed(2)));
        assertEquals(Kind.POISONED, refusal(block()));
    }

    @Test
    @Spec("HP-DEC-09")
    void afterAnExceptionOfTheSinkEveryBlockIsRefused() {
        byte[] octets = block().indexed(2).octets();
        HeaderSink failing = (name, value, traits) -> {
            throw new IllegalStateException("full");
        };

        assertThrows(IllegalStateException.class, () -> decoder.decode(octets, 0, octets.length, failing));

        assertEquals(Kind.POISONED, refusal(block().indexed(2)));
    }

    @Test
    @Spec("X-ATOM-01")
    void aRangeOutsideTheArrayIsRefusedAndChangesNothing() {
        byte[] octets = block().indexed(2).octets();

        assertThrows(IndexOutOfBoundsException.class, () -> decoder.decode(octets, 0, 2, recorder));
        assertThrows(IndexOutOfBoundsException.class, () -> decoder.decode(octets, -1, 1, recorder));

        assertEquals(Headers.of(":method", "GET"), decoder.decode(octets));
    }

    @Test
    @Spec({"X-BUF-01", "X-BUF-03"})
    void aPartOfAnArrayOrBufferIsReadAndNothingElse() {
        byte[] block = block().literal(WITH_INDEXING, "a", "1").indexed(62).octets();
        byte[] array = new byte[block.length + 5];
        System.arraycopy(block, 0, array, 2, block.length);
        ByteBuffer heap = ByteBuffer.wrap(array, 1, block.length + 2).slice();
        heap.position(1).limit(1 + block.length);
        ByteBuffer direct = ByteBuffer.allocateDirect(block.length + 2);
        direct.put(1, block).position(1).limit(1 + block.length);

        decoder.decode(array, 2, block.length, recorder);
        decoder.decode(heap, recorder);
        decoder.decode(heap.flip().position(1).asReadOnlyBuffer(), recorder);
        decoder.decode(direct, recorder);
        Arrays.fill(array, (byte) 0);

        assertEquals(List.of("a: 1", "a: 1", "a: 1", "a: 1", "a: 1", "a: 1", "a: 1", "a: 1"), recorder.lines());
        assertEquals(0, direct.remaining());
        assertArrayEquals(new byte[array.length], array);
        assertEquals(Headers.of("a", "1"), decoder.decode(block().indexed(65).octets()));
    }

    @Test
    @Spec({"HP-INT-04", "HP-HUF-04", "HP-CONF-03"})
    void everyBlockCutShortIsAPrefixOfItsFieldsOrTruncated() {
        byte[] block = HpackEncoder.create()
                .encode(Headers.of(":path", "/a?b=c", "x".repeat(200), "y".repeat(300), "etag", "\u00ff\u00fe"));

        for (int length = 0; length < block.length; length++) {
            byte[] cut = Arrays.copyOf(block, length);
            try {
                HpackDecoder.create().decode(cut);
            } catch (HpackException refusal) {
                assertEquals(Kind.TRUNCATED, refusal.kind());
            }
        }
        assertEquals(3, HpackDecoder.create().decode(block).size());
    }

    @Test
    @Spec({"X-ATOM-04", "HP-HUF-02"})
    void arbitraryOctetsGiveFieldsOrTheOneException() {
        Property.forAll(20_000, draw -> {
            HpackDecoder any = HpackDecoder.builder()
                    .discardOversized(draw.bool())
                    .limits(HpackLimits.of(draw.integer(0, 200), draw.integer(0, 10)))
                    .build();
            try {
                for (byte[] block : draw.list(4, part -> part.bytes(60))) {
                    any.decode(block, 0, block.length, recorder);
                    assertEquals(true, any.tableSize() <= any.tableCapacity());
                }
            } catch (HpackException expected) {
                assertEquals(
                        Kind.POISONED,
                        assertThrows(HpackException.class, () -> any.decode(new byte[0]))
                                .kind());
            }
        });
    }

    @Test
    @Spec("X-ATOM-04")
    void damagedBlocksGiveFieldsOrTheOneException() {
        byte[] block = HpackEncoder.create()
                .encode(Headers.of(
                        ":method", "PUT", ":path", "/a/b/c?d=e", "user-agent", "x".repeat(140), "etag", "\"1\""));
        Property.forAll(20_000, draw -> {
            byte[] damaged = block.clone();
            for (int times = draw.integer(1, 4); times > 0; times--) {
                damaged[draw.integer(0, damaged.length - 1)] = (byte) draw.upTo(255);
            }
            try {
                HpackDecoder.create().decode(damaged);
            } catch (HpackException expected) {
                assertEquals(0, expected.getStackTrace().length);
            }
        });
    }

    private void decode(Blocks block) {
        byte[] octets = block.octets();
        assertEquals(true, decoder.decode(octets, 0, octets.length, recorder));
    }

    private Kind refusal(Blocks block) {
        return assertThrows(HpackException.class, () -> decoder.decode(block.octets()))
                .kind();
    }
}
