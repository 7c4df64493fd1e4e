package org.javahyper.benchmarks;

import org.javahyper.http.Headers;

/**
 * The HPACK of one library, used as its own HTTP/2 stack uses it. What it makes of the workload beforehand is not measured.
 *
 * @param <B> what it reads a field block from
 * @param <L> its header list
 */
interface HpackLibrary<B, L> {
    /** Prepares a block for decoding, again and again. */
    B block(byte[] octets);

    /** Prepares a header list for encoding, again and again. */
    L headers(Headers fields);

    /** A decoder with the usual table of 4,096 octets and limits beyond every list of the workload. */
    Decoder<B, L> newDecoder();

    /** An encoder with the usual table of 4,096 octets. */
    Encoder<L> newEncoder();

    /** The fields of a list that it has decoded. */
    Headers fields(L decoded);

    /** One direction of a connection. */
    interface Decoder<B, L> {
        L decode(B block);
    }

    /** One direction of a connection. */
    interface Encoder<L> {
        /** Encodes into a buffer that the library has, and returns the number of octets. */
        int encode(L headers);

        /** The octets of the last block. */
        byte[] lastBlock();
    }
}
