package org.javahyper.conformance;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http2.hpack.HpackDecoder;
import org.eclipse.jetty.http2.hpack.HpackEncoder;
import org.eclipse.jetty.http2.hpack.HpackException;
import org.javahyper.http.HeaderField;
import org.javahyper.http.Headers;

/**
 * Jetty's header compression, behind its public classes.
 *
 * <p>It makes a request, a response or trailers of a list, so it carries whole messages only: {@code :method}, {@code :scheme} (http or https),
 * {@code :authority} and {@code :path}, or {@code :status}, or no pseudo-field; and {@code content-length} only where it is a number. It leaves out
 * connection-specific fields, and {@code te} unless it says trailers. Names are tokens in lower case; values have no blanks at their ends and no
 * control octets but tabs, which leaves octets up to 0xff. Which fields are never indexed it decides by their names, and how a field was sent is not to be learned from it.
 */
final class JettyHpack implements ForeignHpack {
    private static final int MAX_HEADER_LIST_SIZE = 1 << 24;

    /** In the order in which they are sent. */
    private static final List<String> PSEUDO_FIELDS = List.of(":method", ":authority", ":scheme", ":path", ":status");

    private static final Set<String> NEVER_INDEXED = Set.of("authorization", "set-cookie", "set-cookie2");

    private final HpackEncoder encoder = new HpackEncoder();
    private final HpackDecoder decoder = new HpackDecoder(MAX_HEADER_LIST_SIZE, () -> 0);

    JettyHpack() {
        encoder.setMaxHeaderListSize(MAX_HEADER_LIST_SIZE);
    }

    @Override
    public byte[] encode(Headers headers) throws HpackException {
        ByteBuffer block = ByteBuffer.allocate(1 << 17);
        encoder.encode(block, JettyMessages.message(headers));
        byte[] octets = new byte[block.flip().remaining()];
        block.get(octets);
        return octets;
    }

    @Override
    public Headers decode(byte[] block) throws HpackException.SessionException, HpackException.StreamException {
        return JettyMessages.headers(decoder.decode(ByteBuffer.wrap(block)));
    }

    /** Only the last size before a block is told in it, so there may be one between two blocks: a lower one in between would have to be told too. */
    @Override
    public void encoderTableSize(int octets) {
        encoder.setMaxTableCapacity(octets);
        encoder.setTableCapacity(octets);
    }

    @Override
    public void decoderTableSize(int octets) {
        decoder.setMaxTableCapacity(octets);
    }

    @Override
    public int decoderTableCapacity() {
        return decoder.getHpackContext().getMaxDynamicTableSize();
    }

    /** The octets of entries in the decoder's table. */
    int decoderTableSize() {
        return decoder.getHpackContext().getDynamicTableSize();
    }

    @Override
    public Headers carried(Headers headers) {
        return HeaderLists.arranged(headers, JettyHpack::isCarried, JettyHpack::rank);
    }

    /** Fields without a value are an exception to the rule: the static table has these names with no value, and an index comes before any rule. */
    @Override
    public Headers marked(Headers headers) {
        Headers.Builder marked = Headers.builder();
        for (HeaderField field : headers) {
            boolean inStaticTable = field.value().isEmpty() && !field.name().equals("set-cookie2");
            if (NEVER_INDEXED.contains(field.name()) && !inStaticTable) {
                marked.addSensitive(field.name(), field.value());
            } else {
                marked.add(field.name(), field.value());
            }
        }
        return marked.build();
    }

    private static boolean isCarried(HeaderField field) {
        return !HeaderLists.isConnectionSpecific(field)
                && field.value().equals(field.value().strip());
    }

    private static int rank(String name) {
        int place = PSEUDO_FIELDS.indexOf(name);
        return place < 0 ? PSEUDO_FIELDS.size() : place;
    }
}
