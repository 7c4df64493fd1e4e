package org.javahyper.conformance;

import org.javahyper.http.Headers;

/**
 * Header compression of another project: an encoder, and a decoder that has nothing to do with it.
 *
 * <p>Both begin with tables of 4,096 octets. What is special about a project is told in its implementation of this interface.
 */
interface ForeignHpack {
    /** Encodes a list that {@link #carried} has let through. */
    byte[] encode(Headers headers) throws Exception;

    /** Decodes a block. */
    Headers decode(byte[] block) throws Exception;

    /** Tells the encoder what the other side's decoder allows. */
    void encoderTableSize(int octets) throws Exception;

    /** Tells the decoder what the other side's encoder may use. */
    void decoderTableSize(int octets) throws Exception;

    /** How many octets of entries the decoder's table may hold at present. */
    int decoderTableCapacity();

    /** What the project's own types can hold of a list, in the order in which they hold it. */
    Headers carried(Headers headers);

    /** The same fields with the marks that the encoder gives them: sensitive where it sends a field as never indexed. */
    Headers marked(Headers headers);
}
