package org.javahyper.cli;

import java.io.PrintStream;
import org.javahyper.h2.FrameObserver;
import org.javahyper.http.HeaderField;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.Flags;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.FrameException;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameView;

/**
 * What {@code --debug} shows, a line for each thing that happens:
 *
 * <pre>
 * *   notes: arguments, connection, compression tables
 * >>  frames sent            >   fields of the request
 * &lt;&lt;  frames received        &lt;   fields of the response
 * </pre>
 *
 * <p>Secrets are masked in the field lists; frames show the first ten octets of what they carry, compressed in the case of fields.
 */
final class Printer implements FrameObserver {
    private final PrintStream target;
    private final RequestUrl url;
    private boolean connected;

    Printer(PrintStream target, RequestUrl url) {
        this.target = target;
        this.url = url;
    }

    /** What the arguments ask for. */
    void request(Request request) {
        note("arguments: " + request.method() + " " + url);
        print("> ", request.allFields());
    }

    void response(int status, Headers headers) {
        target.println("<  :status: " + status);
        print("< ", headers);
    }

    /** The first frame goes out as soon as there is a connection. */
    @Override
    public void sent(FrameView frame) {
        if (!connected) {
            connected = true;
            note("connected to " + url.authority() + ": "
                    + (url.secure() ? "h2, chosen by ALPN" : "h2c, by prior knowledge"));
        }
        target.println(">> " + describe(frame));
    }

    @Override
    public void received(FrameView frame) {
        target.println("<< " + describe(frame));
    }

    @Override
    public void tableSizes(int decoder, int encoder) {
        note("HPACK tables: " + decoder + " octets of received fields, " + encoder + " octets of sent fields");
    }

    private void note(String text) {
        target.println("*  " + text);
    }

    private void print(String direction, Headers headers) {
        for (HeaderField field : headers) {
            boolean secret = field.sensitive() || RequestItems.isSensitive(field.name());
            target.println(direction + " " + new HeaderField(field.name(), field.value(), secret));
        }
    }

    private static String describe(FrameView frame) {
        if (frame.startsFrame() && frame.endsFrame()) {
            try {
                return Frame.parse(frame).toString();
            } catch (FrameException malformed) {
                return String.valueOf(malformed.getMessage());
            }
        }
        return FrameType.name(frame.type()) + "(streamId=" + frame.streamId() + ", flags="
                + Flags.describe(frame.type(), frame.flags()) + ", " + frame.dataLength() + " of "
                + frame.frameDataLength() + " octets" + (frame.endsFrame() ? ", the end" : "") + ")";
    }
}
