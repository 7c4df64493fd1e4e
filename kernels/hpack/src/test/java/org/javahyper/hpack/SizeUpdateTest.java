package org.javahyper.hpack;

import static org.javahyper.hpack.Blocks.WITH_INDEXING;
import static org.javahyper.hpack.Blocks.block;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.javahyper.hpack.HpackException.Kind;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Hex;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizeUpdateTest {
    @Nested
    class OfTheEncoder {
        @ParameterizedTest(name = "after 4096, {0}: {1}")
        @CsvSource({
            "'', ''",
            "4096, ''",
            "4096 4096, ''",
            "5000, ''", // the cap
            "100, 3f45",
            "100 100, 3f45",
            "200 100, 3f45",
            "0, 20",
            "0 4096, 20 3fe11f",
            "0 100, 20 3f45",
            "100 0, 20",
            "100 50 200 150, 3f13 3f77",
            "100 4096 4096, 3f45 3fe11f",
            "1000 5000 2000, 3fc907 3fb10f",
        })
        @Spec({"HP-ENC-08", "HP-ENC-09"})
        void theNextBlockTellsTheLowestAndTheFinalCapacity(String settings, String updates) {
            HpackEncoder encoder = HpackEncoder.create();
            encoder.encode(Headers.of("a", "1"));

            Stream.of(settings.split(" "))
                    .filter(setting -> !setting.isEmpty())
                    .mapToLong(Long::parseLong)
                    .forEach(encoder::maxTableSize);

            assertEquals(Hex.of(Hex.bytes(updates)), Hex.of(encoder.encode(Headers.empty())));
            assertEquals("", Hex.of(encoder.encode(Headers.empty())));
        }

        @Test
        @Spec({"HP-ENC-08", "HP-TAB-07"})
        void aLowerCapacityEvictsAtOnce() {
            HpackEncoder encoder = HpackEncoder.create();
            encoder.encode(Headers.of("a", "1", "b", "2"));

            encoder.maxTableSize(40);

            assertEquals(34, encoder.tableSize());
            assertEquals(40, encoder.tableCapacity());
        }

        @Test
        @Spec("HP-ENC-09")
        void theCapLimitsWhatIsUsed() {
            HpackEncoder encoder = HpackEncoder.builder().tableSizeCap(8_192).build();
            assertEquals(4_096, encoder.tableCapacity());

            encoder.maxTableSize(0xffff_ffffL);

            assertEquals(8_192, encoder.tableCapacity());
            assertEquals("3fe13f", Hex.of(encoder.encode(Headers.empty())));
        }

        @Test
        @Spec("HP-ENC-09")
        void aCapBelowTheInitialCapacityIsToldInTheFirstBlock() {
            HpackEncoder encoder = HpackEncoder.builder().tableSizeCap(100).build();

            assertEquals(100, encoder.tableCapacity());
            assertEquals("3f45", Hex.of(encoder.encode(Headers.empty())));
        }

        @ParameterizedTest
        @ValueSource(longs = {-1, 0x1_0000_0000L})
        @Spec("HP-ENC-08")
        void aValueThatNoSettingCanHaveIsRefused(long octets) {
            HpackEncoder encoder = HpackEncoder.create();

            assertThrows(IllegalArgumentException.class, () -> encoder.maxTableSize(octets));
            assertEquals(4_096, encoder.tableCapacity());
        }

        @Test
        @Spec("HP-ENC-08")
        void negativeTableSizesAreRefusedWhenBuilding() {
            HpackEncoder.Builder builder = HpackEncoder.builder();

            assertThrows(IllegalArgumentException.class, () -> builder.tableSize(-1));
            assertThrows(IllegalArgumentException.class, () -> builder.tableSizeCap(-1));
        }
    }

    @Nested
    class OfTheDecoder {
        private final HpackDecoder decoder = HpackDecoder.create();

        @Test
        @Spec({"HP-DEC-04", "HP-DEC-08"})
        void twoUpdatesMayStandBeforeTheFirstField() {
            Headers decoded = decoder.decode(
                    block().sizeUpdate(0).sizeUpdate(100).indexed(2).octets());

            assertEquals(Headers.of(":method", "GET"), decoded);
            assertEquals(100, decoder.tableCapacity());
        }

        @Test
        @Spec("HP-DEC-04")
        void aThirdUpdateIsRefused() {
            assertEquals(
                    Kind.MISPLACED_TABLE_SIZE_UPDATE,
                    refusal(block().sizeUpdate(0).sizeUpdate(1).sizeUpdate(2)));
        }

        @Test
        @Spec({"HP-DEC-04", "HP-CONF-03"})
        void anUpdateBetweenFieldsIsRefused() {
            assertEquals(
                    Kind.MISPLACED_TABLE_SIZE_UPDATE,
                    refusal(block().indexed(2).sizeUpdate(0).indexed(2)));
        }

        @Test
        @Spec({"HP-DEC-04", "HP-CONF-03"})
        void anUpdateAtTheEndIsRefused() {
            assertEquals(
                    Kind.MISPLACED_TABLE_SIZE_UPDATE, refusal(block().indexed(2).sizeUpdate(0)));
        }

        @Test
        @Spec({"HP-DEC-05", "HP-CONF-03"})
        void anUpdateAboveWhatIsAllowedIsRefused() {
            assertEquals(Kind.INVALID_TABLE_SIZE, refusal(block().sizeUpdate(4_097)));
        }

        @Test
        @Spec({"HP-DEC-05", "HP-DEC-07"})
        void raisingWhatIsAllowedChangesNothingBeforeTheUpdate() {
            decoder.maxAllowedTableSize(10_000);

            decoder.decode(block().indexed(2).octets());
            assertEquals(4_096, decoder.tableCapacity());

            decoder.decode(block().sizeUpdate(10_000).octets());
            assertEquals(10_000, decoder.tableCapacity());
        }

        @Test
        @Spec({"HP-DEC-06", "HP-CONF-03"})
        void aMissingUpdateIsNoticedBeforeAnyFieldIsDelivered() {
            FieldRecorder recorder = new FieldRecorder();
            byte[] octets = block().indexed(2).octets();
            decoder.maxAllowedTableSize(0);

            HpackException refusal =
                    assertThrows(HpackException.class, () -> decoder.decode(octets, 0, octets.length, recorder));

            assertEquals(Kind.INVALID_TABLE_SIZE, refusal.kind());
            assertEquals(0, recorder.fields.size());
        }

        @Test
        @Spec("HP-DEC-06")
        void theUpdateIsOwedByAnEmptyBlockToo() {
            decoder.maxAllowedTableSize(0);

            assertEquals(Kind.INVALID_TABLE_SIZE, refusal(block()));
        }

        @Test
        @Spec("HP-DEC-06")
        void anOwedUpdateIsOwedOnce() {
            decoder.maxAllowedTableSize(100);

            decoder.decode(block().sizeUpdate(90).indexed(2).octets());

            assertEquals(90, decoder.tableCapacity());
            assertEquals(
                    Headers.of(":method", "GET"),
                    decoder.decode(block().indexed(2).octets()));
        }

        @Test
        @Spec("HP-DEC-06")
        void theLowestValueIsOwedEvenIfItWasRaisedAgain() {
            decoder.maxAllowedTableSize(100);
            decoder.maxAllowedTableSize(200);
            decoder.maxAllowedTableSize(150);

            assertEquals(Kind.INVALID_TABLE_SIZE, refusal(block().sizeUpdate(150)));
        }

        @Test
        @Spec("HP-DEC-06")
        void theLowestThenTheFinalValueConform() {
            decoder.maxAllowedTableSize(100);
            decoder.maxAllowedTableSize(200);

            decoder.decode(block().sizeUpdate(100).sizeUpdate(200).octets());

            assertEquals(200, decoder.tableCapacity());
        }

        @Test
        @Spec("HP-DEC-06")
        void nothingIsOwedWhereTheTableIsSmallEnough() {
            decoder.decode(block().sizeUpdate(50).octets());

            decoder.maxAllowedTableSize(50);

            assertEquals(
                    Headers.of(":method", "GET"),
                    decoder.decode(block().indexed(2).octets()));
        }

        @Test
        @Spec({"HP-DEC-08", "HP-TAB-07"})
        void aBlockOfUpdatesAloneIsAnEmptyList() {
            decoder.decode(block().literal(WITH_INDEXING, "a", "1").octets());

            assertEquals(Headers.empty(), decoder.decode(block().sizeUpdate(0).octets()));
            assertEquals(0, decoder.tableCapacity());
            assertEquals(0, decoder.tableSize());
        }

        @Test
        @Spec("HP-DEC-06")
        void negativeTableSizesAreRefused() {
            HpackDecoder.Builder builder = HpackDecoder.builder();

            assertThrows(IllegalArgumentException.class, () -> decoder.maxAllowedTableSize(-1));
            assertThrows(IllegalArgumentException.class, () -> builder.tableSize(-1));
        }

        private Kind refusal(Blocks block) {
            return assertThrows(HpackException.class, () -> decoder.decode(block.octets()))
                    .kind();
        }
    }
}
