package org.javahyper.h2;

import java.util.ArrayList;
import java.util.List;
import org.javahyper.h2.event.H2Event;
import org.javahyper.hpack.HpackDecoder;
import org.javahyper.hpack.HpackLimits;
import org.javahyper.http.Headers;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.FrameHeader;
import org.javahyper.hyperframe.FrameReader;
import org.javahyper.hyperframe.FrameView;
import org.javahyper.hyperframe.HeadersFrame;
import org.javahyper.hyperframe.PushPromiseFrame;

/** A kernel under test with the wire in sight: the test plays the peer with a {@link FrameFactory} and reads back what goes out, as records. */
final class Kernel {
    final H2Connection connection;
    final FrameFactory peer = new FrameFactory();

    private final boolean isClient;
    private final FrameReader reader = new FrameReader(FrameHeader.MAX_LENGTH);
    private final HpackDecoder decoder =
            HpackDecoder.builder().limits(HpackLimits.of(1 << 20, 100)).build();

    private Kernel(H2Configuration configuration) {
        connection = new H2Connection(configuration);
        isClient = configuration.role() == Role.CLIENT;
    }

    /** A server that has exchanged SETTINGS with its peer. */
    static Kernel server() {
        return of(H2Configuration.server().build());
    }

    /** A client that has exchanged SETTINGS with its peer. */
    static Kernel client() {
        return of(H2Configuration.client().build());
    }

    /** A server that has been asked something on stream 1; the request has ended. */
    static Kernel asked() {
        Kernel kernel = server();
        kernel.receive(kernel.peer.headers(1, true, FrameFactory.GET));
        return kernel;
    }

    /** A client that takes pushed streams and has sent a request on stream 1, which it has not ended. */
    static Kernel asking(Limits limits) {
        Kernel kernel =
                of(H2Configuration.client().limits(limits).enablePush(true).build());
        kernel.connection.sendHeaders(1, Messages.POST, false);
        kernel.sent();
        return kernel;
    }

    /** A kernel that has exchanged SETTINGS with its peer. */
    static Kernel of(H2Configuration configuration, long... peerSettings) {
        Kernel kernel = fresh(configuration);
        kernel.connection.initiate();
        if (kernel.isClient) {
            kernel.receive(FrameFactory.settings(peerSettings), FrameFactory.settingsAck());
        } else {
            kernel.receive(FrameFactory.preface(), FrameFactory.settings(peerSettings), FrameFactory.settingsAck());
        }
        kernel.connection.dataToSend();
        return kernel;
    }

    /** A kernel on which nothing has happened. */
    static Kernel fresh(H2Configuration configuration) {
        return new Kernel(configuration);
    }

    /** All frames in one input. */
    List<H2Event> receive(byte[]... frames) {
        return connection.receiveData(FrameFactory.concat(frames));
    }

    /** The frames that have been queued since the last call; the client preface must have been taken before. */
    List<Frame> sent() {
        return frames(connection.dataToSend());
    }

    /** The frames of output that the test has taken itself. */
    List<Frame> frames(byte[] output) {
        reader.feed(output);
        List<Frame> frames = new ArrayList<>();
        for (FrameView frame = reader.next(); frame != null; frame = reader.next()) {
            frames.add(Frame.parse(frame));
        }
        return frames;
    }

    /** The header list of HEADERS or PUSH_PROMISE that was sent; every block has to pass through here, in order. */
    Headers decode(Frame frame) {
        return decode(
                frame instanceof PushPromiseFrame promise
                        ? promise.fieldBlockFragment()
                        : ((HeadersFrame) frame).fieldBlockFragment());
    }

    /** The header list of a block that was sent. */
    Headers decode(byte[] block) {
        return decoder.decode(block);
    }
}
