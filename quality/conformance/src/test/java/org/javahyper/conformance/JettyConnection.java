package org.javahyper.conformance;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.api.Stream;
import org.eclipse.jetty.http2.frames.DataFrame;
import org.eclipse.jetty.http2.frames.GoAwayFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.PingFrame;
import org.eclipse.jetty.http2.frames.ResetFrame;
import org.eclipse.jetty.util.Callback;
import org.javahyper.h2.ErrorCode;
import org.javahyper.http.Headers;

/** A session of Jetty's. */
final class JettyConnection extends PeerConnection implements Session.Listener {
    private final Runnable stop;
    private Session session;

    /**
     * A connection that has no session yet.
     *
     * @param stop ends all that belongs to it
     */
    JettyConnection(Runnable stop) {
        this.stop = stop;
    }

    void attach(Session newSession) {
        session = newSession;
    }

    @Override
    PeerStream open(Headers request, boolean endStream) {
        JettyStream stream = new JettyStream();
        stream.attach(session.newStream(new HeadersFrame(JettyMessages.message(request), null, endStream), stream));
        return stream;
    }

    @Override
    void sendPing(long opaqueData) {
        session.ping(new PingFrame(opaqueData, false), Callback.NOOP);
    }

    @Override
    void goAway() {
        CompletableFuture<Void> unused = session.shutdown();
    }

    @Override
    public void close() {
        stop.run();
    }

    // The listener of the session

    @Override
    public Stream.Listener onNewStream(Stream stream, HeadersFrame frame) {
        JettyStream opened = new JettyStream();
        opened.attach(CompletableFuture.completedFuture(stream));
        opened.onHeaders(stream, frame);
        requestReceived(opened);
        return opened;
    }

    @Override
    public void onPing(Session any, PingFrame frame) {
        if (frame.isReply()) {
            pingAckReceived(frame.getPayloadAsLong());
        }
    }

    @Override
    public void onGoAway(Session any, GoAwayFrame frame) {
        goAwayReceived(new GoAway(frame.getLastStreamId(), ErrorCode.of(frame.getError())));
    }

    @Override
    public void onClose(Session any, GoAwayFrame frame, Callback callback) {
        transportClosed();
        callback.succeeded();
    }

    private static final class JettyStream extends PeerStream implements Stream.Listener {
        private CompletableFuture<Stream> sent; // Jetty wants one frame to be gone before the next is sent

        void attach(CompletableFuture<Stream> opened) {
            sent = opened;
        }

        @Override
        void sendHeaders(Headers headers, boolean endStream) {
            sent = sent.thenCompose(stream ->
                    stream.headers(new HeadersFrame(stream.getId(), JettyMessages.message(headers), null, endStream)));
        }

        @Override
        void sendData(byte[] octets, boolean endStream) {
            sent = sent.thenCompose(
                    stream -> stream.data(new DataFrame(stream.getId(), ByteBuffer.wrap(octets), endStream)));
        }

        @Override
        void reset(ErrorCode errorCode) {
            sent = sent.whenComplete((stream, failure) ->
                    stream.reset(new ResetFrame(stream.getId(), (int) errorCode.code()), Callback.NOOP));
        }

        // The listener of the stream

        @Override
        public void onHeaders(Stream stream, HeadersFrame frame) {
            headersReceived(JettyMessages.headers(frame.getMetaData()), frame.isEndStream());
            if (!frame.isEndStream()) {
                stream.demand();
            }
        }

        @Override
        public void onDataAvailable(Stream stream) {
            Stream.Data data = stream.readData();
            while (data != null) {
                boolean last = data.frame().isEndStream();
                dataReceived(data.frame().getByteBuffer(), last);
                data.release();
                if (last) {
                    return;
                }
                data = stream.readData();
            }
            stream.demand();
        }

        @Override
        public void onReset(Stream stream, ResetFrame frame, Callback callback) {
            resetReceived(ErrorCode.of(frame.getError()));
            callback.succeeded();
        }
    }
}
