package org.javahyper.hyperframe;

/**
 * A frame as an immutable value, for tools, tests and people. A record exists only if its frame obeys the rules of {@link FrameViolation}.
 *
 * <p>Octets are copied on the way in and out. Two frames are equal if their components are, octets by content. What a component does not
 * express is normalised: flags that the type does not define, reserved bits and the content of padding become 0.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-6">RFC 9113, section 6</a>
 */
public sealed interface Frame
        permits DataFrame,
                HeadersFrame,
                PriorityFrame,
                RstStreamFrame,
                SettingsFrame,
                PushPromiseFrame,
                PingFrame,
                GoAwayFrame,
                WindowUpdateFrame,
                ContinuationFrame,
                AltSvcFrame,
                OriginFrame,
                PriorityUpdateFrame,
                ExtensionFrame {
    /** The type, 0 to 255; see {@link FrameType}. */
    int type();

    /** The flags, as an octet; see {@link Flags}. */
    int flags();

    /** The stream, or 0 for the connection. */
    int streamId();

    /** Octets of payload, padding included. */
    int length();

    /**
     * Writes the frame, header and payload.
     *
     * @return the offset behind it, {@code offset + 9 + length()}
     * @throws IllegalArgumentException if the payload is longer than 2^24-1 octets
     * @throws IndexOutOfBoundsException if the target has too little room
     */
    int writeTo(byte[] target, int offset);

    /**
     * The frame as octets, header and payload.
     *
     * @throws IllegalArgumentException if the payload is longer than 2^24-1 octets
     */
    default byte[] toBytes() {
        byte[] octets = new byte[FrameHeader.FRAME_HEADER_LENGTH + length()];
        writeTo(octets, 0);
        return octets;
    }

    /**
     * Copies a frame out of a view.
     *
     * @throws FrameException if the frame breaks a rule
     * @throws IllegalArgumentException if the view shows a piece of a DATA frame, not all of it
     */
    static Frame parse(FrameView view) {
        FrameViolation violation = view.violation();
        if (violation != null) {
            throw FrameException.of(view, violation);
        }
        if (!view.startsFrame() || !view.endsFrame()) {
            throw new IllegalArgumentException("Cannot make a frame of " + view.dataLength() + " octets out of "
                    + view.frameDataLength() + ": a record holds a whole frame. Join the pieces of DATA first.");
        }
        return switch (view.type()) {
            case FrameType.DATA -> DataFrame.of(view);
            case FrameType.HEADERS -> HeadersFrame.of(view);
            case FrameType.PRIORITY -> new PriorityFrame(view.streamId(), view.priorityFields());
            case FrameType.RST_STREAM -> new RstStreamFrame(view.streamId(), view.errorCode());
            case FrameType.SETTINGS -> SettingsFrame.of(view);
            case FrameType.PUSH_PROMISE -> PushPromiseFrame.of(view);
            case FrameType.PING -> new PingFrame(view.opaqueData(), view.has(Flags.ACK));
            case FrameType.GOAWAY -> GoAwayFrame.of(view);
            case FrameType.WINDOW_UPDATE -> new WindowUpdateFrame(view.streamId(), view.windowSizeIncrement());
            case FrameType.CONTINUATION -> ContinuationFrame.of(view);
            case FrameType.ALTSVC -> AltSvcFrame.of(view);
            case FrameType.ORIGIN -> OriginFrame.of(view);
            case FrameType.PRIORITY_UPDATE -> PriorityUpdateFrame.of(view);
            default -> ExtensionFrame.of(view);
        };
    }

    /**
     * Decodes one complete frame of any length that a header can announce.
     *
     * @param octets the header and the payload, nothing else
     * @throws FrameException if they are not one frame, or the frame breaks a rule
     */
    static Frame parse(byte[] octets) {
        return parse(Octets.viewOf(octets));
    }

    /**
     * The same, but a type that is not known is an error, too: an aid for debugging.
     *
     * @throws FrameException also with kind {@link FrameException.Kind#UNKNOWN_FRAME}
     */
    static Frame parseStrictly(byte[] octets) {
        FrameView view = Octets.viewOf(octets);
        if (!FrameType.isKnown(view.type())) {
            throw FrameException.unknown(view);
        }
        return parse(view);
    }

    /**
     * Explains one complete frame in a line, followed by the length of its payload: an aid for debugging. The line is what {@code toString}
     * of the record gives.
     *
     * @param octets the header and the payload, nothing else
     * @throws FrameException if they are not one frame, or the frame breaks a rule
     */
    static String explain(byte[] octets) {
        Frame frame = parse(octets);
        return frame + ", " + frame.length() + " octets of payload";
    }
}
