package org.javahyper.h2.event;

import java.util.List;

/**
 * The server names origins for which this connection may be used.
 *
 * @param origins such as {@code https://example.org}, in the order of the frame; what is no origin was left out
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8336#section-2">RFC 8336, section 2</a>
 */
public record OriginsReceived(List<String> origins) implements H2Event {
    /** Takes a copy of the list. */
    public OriginsReceived {
        origins = List.copyOf(origins);
    }
}
