package org.javahyper.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

class HeaderFieldTest {
    private static final HeaderField PLAIN = new HeaderField("cookie", "a=1");
    private static final HeaderField SENSITIVE = new HeaderField("cookie", "a=1", true);

    @Test
    void fieldIsNotSensitiveUnlessItIsSaid() {
        assertFalse(PLAIN.sensitive());
    }

    @Test
    @Spec({"X-IO-07", "HP-SENS-01"})
    void sensitiveValueIsMasked() {
        assertEquals("cookie: a=1", PLAIN.toString());
        assertEquals("cookie: <sensitive>", SENSITIVE.toString());
    }

    @Test
    @Spec("HP-DEC-03")
    void equalityIgnoresSensitivityAndNothingElse() {
        assertEquals(PLAIN, SENSITIVE);
        assertEquals(PLAIN.hashCode(), SENSITIVE.hashCode());
        assertNotEquals(PLAIN, new HeaderField("Cookie", "a=1"));
        assertNotEquals(PLAIN, new HeaderField("cookie", "a=2"));
        assertNotEquals(PLAIN, "cookie: a=1");
        assertNotEquals(PLAIN.hashCode(), new HeaderField("a=1", "cookie").hashCode());
    }
}
