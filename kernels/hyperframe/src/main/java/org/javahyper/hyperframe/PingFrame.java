package org.javahyper.hyperframe;

import java.util.HexFormat;

/**
 * PING: measures a round trip, or answers one.
 *
 * @param opaqueData eight octets, the first in the highest bits
 * @param ack whether this is the answer
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6.7">RFC 9113, section 6.7</a>
 */
public record PingFrame(long opaqueData, boolean ack) implements Frame {
    /**
     * A frame with as many octets.
     *
     * @throws IllegalArgumentException if there are not eight
     */
    public PingFrame(byte[] opaqueData, boolean ack) {
        this(fromOctets(opaqueData), ack);
    }

    private static long fromOctets(byte[] octets) {
        Arguments.inRange("length of opaque data", octets.length, 8, 8, "PING has 8 octets (RFC 9113, 6.7)");
        long number = 0;
        for (byte octet : octets) {
            number = number << 8 | (octet & 0xff);
        }
        return number;
    }

    @Override
    public int type() {
        return FrameType.PING;
    }

    @Override
    public int flags() {
        return ack ? Flags.ACK : 0;
    }

    /** Always 0: a PING is one of the connection. */
    @Override
    public int streamId() {
        return 0;
    }

    @Override
    public int length() {
        return 8;
    }

    @Override
    public int writeTo(byte[] target, int offset) {
        return FrameWriter.ping(target, offset, opaqueData, ack);
    }

    @Override
    public String toString() {
        return new FrameText(this)
                .field("opaqueData", HexFormat.of().toHexDigits(opaqueData))
                .toString();
    }
}
