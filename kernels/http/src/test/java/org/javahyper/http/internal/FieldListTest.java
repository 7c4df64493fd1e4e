package org.javahyper.http.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.javahyper.http.HeaderField;
import org.javahyper.testkit.Property;
import org.junit.jupiter.api.Test;

class FieldListTest {
    @Test
    void listReturnsWhatWasAddedAlsoWhenItIsReused() {
        FieldList fields = new FieldList(0);

        Property.forAll(200, draw -> {
            List<HeaderField> model = draw.list(
                    200, each -> new HeaderField(each.string("ab", 1, 3), each.string("xyz", 0, 3), each.oneIn(50)));
            fields.clear();
            for (HeaderField field : model) {
                fields.add(field.name(), field.value(), field.sensitive());
            }

            assertEquals(text(model), text(fields));
            assertArrayEquals(
                    model.stream()
                            .flatMap(field -> Stream.of(field.name(), field.value()))
                            .toArray(),
                    fields.toArray());
        });
    }

    @Test
    void marksAreOneBitForEachField() {
        FieldList fields = new FieldList(4);
        for (int i = 0; i < 130; i++) {
            fields.add("n", "v", i == 1 || i == 64);
        }

        assertArrayEquals(new long[] {2, 1, 0}, fields.sensitiveBits());
    }

    @Test
    void listWithoutMarksHasNoBits() {
        FieldList fields = new FieldList(4);
        fields.add("n", "v", true);
        fields.clear();
        fields.add("n", "v", false);

        assertNull(fields.sensitiveBits());
        assertFalse(fields.isSensitive(0));
        assertEquals(1, fields.size());
    }

    @Test
    void clearedListHoldsNoStrings() throws InterruptedException {
        FieldList fields = new FieldList(4);
        WeakReference<String> value = addNewString(fields);

        fields.clear();

        for (int attempt = 0; attempt < 20 && value.get() != null; attempt++) {
            System.gc();
            Thread.sleep(attempt);
        }
        assertNull(value.get());
        assertEquals(0, fields.size());
    }

    private static WeakReference<String> addNewString(FieldList fields) {
        String value = "v".repeat(100);
        fields.add("n", value, false);
        return new WeakReference<>(value);
    }

    private static List<String> text(List<HeaderField> fields) {
        return fields.stream().map(HeaderField::toString).toList();
    }

    private static List<String> text(FieldList fields) {
        List<String> text = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            text.add(new HeaderField(fields.name(i), fields.value(i), fields.isSensitive(i)).toString());
        }
        return text;
    }

    @Test
    void replacedValueKeepsNamePlaceAndMark() {
        FieldList fields = new FieldList(4);
        fields.add("a", "1", false);
        fields.add("b", "2", true);
        fields.add("c", "3", false);

        fields.replace(0, "one", true);
        fields.replace(1, "two", false);
        fields.replace(2, "three", false);

        assertArrayEquals(new String[] {"a", "one", "b", "two", "c", "three"}, fields.toArray());
        assertTrue(fields.isSensitive(0));
        assertTrue(fields.isSensitive(1));
        assertFalse(fields.isSensitive(2));
    }
}
