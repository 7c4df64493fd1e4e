package org.javahyper.hyperframe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in network byte order. What writes one returns the offset behind it. */
final class BigEndian {
    /** One access instead of four: a quarter of the time that reading a small frame takes, a third of writing one. */
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BigEndian() {}

    /** Two octets, as a number of 0 to 65535. */
    static int uint16(byte[] octets, int offset) {
        return (octets[offset] & 0xff) << 8 | (octets[offset + 1] & 0xff);
    }

    /** Four octets without their highest bit, which is reserved or a flag. */
    static int uint31(byte[] octets, int offset) {
        return int32(octets, offset) & Integer.MAX_VALUE;
    }

    static int int32(byte[] octets, int offset) {
        return (int) INT.get(octets, offset);
    }

    static long int64(byte[] octets, int offset) {
        return (long) LONG.get(octets, offset);
    }

    static int putInt16(byte[] target, int offset, int value) {
        target[offset] = (byte) (value >>> 8);
        target[offset + 1] = (byte) value;
        return offset + 2;
    }

    /** Writes 31 bits behind a reserved one. */
    static int putInt31(byte[] target, int offset, int value) {
        return putInt32(target, offset, value & Integer.MAX_VALUE);
    }

    static int putInt32(byte[] target, int offset, int value) {
        INT.set(target, offset, value);
        return offset + 4;
    }
}
