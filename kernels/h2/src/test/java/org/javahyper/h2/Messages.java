package org.javahyper.h2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.javahyper.hpack.HpackEncoder;
import org.javahyper.http.Headers;

/** Header lists and bodies that many tests send. */
final class Messages {
    static final Headers GET = Headers.of(FrameFactory.GET);
    static final Headers POST = Headers.of(FrameFactory.POST);
    static final Headers STYLE = Headers.of(FrameFactory.STYLE);
    static final Headers OK = Headers.of(":status", "200", "server", "hyper");
    static final Headers HINTS = Headers.of(":status", "103", "link", "</style.css>");
    static final Headers TRAILERS = Headers.of("checksum", "abc");

    private Messages() {}

    static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** A body whose octets differ from their neighbours. */
    static byte[] body(int length) {
        byte[] octets = new byte[length];
        for (int i = 0; i < length; i++) {
            octets[i] = (byte) (i * 31 + (i >> 8));
        }
        return octets;
    }

    /** The list with a field of that many octets, none of which the Huffman code would shorten. */
    static Headers withLongField(Headers headers, int octets) {
        char[] value = new char[octets];
        Arrays.fill(value, '|');
        return headers.toBuilder().addSensitive("x", new String(value)).build();
    }

    /** The list with a field that makes its first block on a connection exactly that long. */
    static Headers ofBlockLength(Headers headers, int octets) {
        int some = octets - 200;
        int overhead = HpackEncoder.create().encode(withLongField(headers, some)).length - some;
        return withLongField(headers, octets - overhead);
    }
}
