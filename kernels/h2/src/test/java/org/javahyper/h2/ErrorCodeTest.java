package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.javahyper.hyperframe.RstStreamFrame;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The error codes of RFC 9113, 7, and others. */
class ErrorCodeTest {
    @ParameterizedTest
    @CsvSource({
        "0, NO_ERROR",
        "1, PROTOCOL_ERROR",
        "2, INTERNAL_ERROR",
        "3, FLOW_CONTROL_ERROR",
        "4, SETTINGS_TIMEOUT",
        "5, STREAM_CLOSED",
        "6, FRAME_SIZE_ERROR",
        "7, REFUSED_STREAM",
        "8, CANCEL",
        "9, COMPRESSION_ERROR",
        "10, CONNECT_ERROR",
        "11, ENHANCE_YOUR_CALM",
        "12, INADEQUATE_SECURITY",
        "13, HTTP_1_1_REQUIRED"
    })
    @Spec("H2-ERR-07")
    void knownCodesHaveNamesAndOneInstance(int bits, String name) throws ReflectiveOperationException {
        ErrorCode code = ErrorCode.of(bits);

        assertEquals(bits, code.code());
        assertEquals(name, code.toString());
        assertSame(ErrorCode.class.getField(name).get(null), code);
        assertEquals(code, new ErrorCode(bits));
    }

    @ParameterizedTest
    @CsvSource({"14, 14, 0xe", "-1, 4294967295, 0xffffffff", "-2147483648, 2147483648, 0x80000000"})
    @Spec("H2-ERR-07")
    void otherCodesAreKeptAsNumbers(int bits, long code, String text) {
        assertEquals(new ErrorCode(code), ErrorCode.of(bits));
        assertEquals(text, ErrorCode.of(bits).toString());
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0x1_0000_0000L})
    @Spec("H2-ERR-07")
    void codesHaveThirtyTwoBits(long code) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> new ErrorCode(code));

        assertEquals(
                "Cannot make an error code of " + code
                        + ": codes are 0 to 2^32-1 (RFC 9113, 7). Use one of the constants.",
                refusal.getMessage());
    }

    @Test
    @Spec({"H2-ERR-07", "H2-OP-10"})
    void anyCodeMayBeSent() {
        Kernel client = Kernel.client();
        client.connection.sendHeaders(1, Messages.GET, true);
        client.sent();

        client.connection.resetStream(1, new ErrorCode(0xffff_ffffL));

        assertEquals(List.of(new RstStreamFrame(1, -1)), client.sent());
    }
}
