package org.javahyper.h2.internal;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.FrameObserver;
import org.javahyper.h2.Settings;
import org.javahyper.http.internal.OutputQueue;
import org.javahyper.hyperframe.Frame;
import org.javahyper.hyperframe.FrameHeader;
import org.javahyper.hyperframe.FrameReader;
import org.javahyper.hyperframe.FrameType;
import org.javahyper.hyperframe.FrameView;
import org.javahyper.hyperframe.FrameWriter;
import org.jspecify.annotations.Nullable;

/** Our frames on their way into the output queue, in sight of the observer. */
final class FrameOutput {
    private static final int HEADER = FrameHeader.FRAME_HEADER_LENGTH;

    private final OutputQueue queue;
    private final @Nullable FrameObserver observer;
    private final @Nullable FrameReader observed; // cuts for the observer what we have written

    private int begun; // actions, one within another
    private @Nullable RuntimeException thrown; // by the observer since the first of them began

    FrameOutput(OutputQueue queue, @Nullable FrameObserver observer) {
        this.queue = queue;
        this.observer = observer;
        this.observed = observer == null ? null : new FrameReader(FrameHeader.MAX_LENGTH);
    }

    /** An action of several frames begins: what the observer throws at one of them must not keep the others from being sent. */
    void begin() {
        begun++;
    }

    /** All frames of the action are queued; throws what the observer has thrown meanwhile. */
    void end() {
        begun--;
        RuntimeException failure = thrown;
        if (begun == 0 && failure != null) {
            thrown = null;
            throw failure;
        }
    }

    /** Room for octets; the frame is written into {@link #array()} behind the returned offset. */
    int reserve(int octets) {
        return queue.reserve(octets);
    }

    byte[] array() {
        return queue.array();
    }

    /**
     * Appends the frames that were written from {@code start}, the reserved offset, up to {@code end}. What the observer throws comes from here, so
     * every account is made up before.
     */
    void commit(int start, int end) {
        queue.commit(end);
        if (observer != null) {
            observe(queue.array(), start, end - start);
        }
    }

    /** Appends octets of the program as the payload of the frame whose header was committed last. */
    void lend(ByteBuffer payload) {
        queue.lend(payload);
        if (observer != null) {
            byte[] copy = new byte[payload.remaining()];
            payload.duplicate().get(copy);
            observe(copy, 0, copy.length);
        }
    }

    void raw(byte[] octets) {
        int start = queue.reserve(octets.length);
        System.arraycopy(octets, 0, queue.array(), start, octets.length);
        queue.commit(start + octets.length);
    }

    void settings(Settings settings) {
        int length = SettingRules.ENTRY * settings.size();
        int start = reserve(HEADER + length);
        int at = FrameWriter.frameHeader(array(), start, length, FrameType.SETTINGS, 0, 0);
        for (int i = 0; i < settings.size(); i++) {
            at = FrameWriter.setting(array(), at, settings.id(i), settings.valueAt(i));
        }
        commit(start, at);
    }

    void settingsAck() {
        int start = reserve(HEADER);
        commit(start, FrameWriter.settingsAck(array(), start));
    }

    void ping(long opaqueData, boolean ack) {
        int start = reserve(HEADER + 8);
        commit(start, FrameWriter.ping(array(), start, opaqueData, ack));
    }

    void windowUpdate(int streamId, int increment) {
        int start = reserve(HEADER + 4);
        commit(start, FrameWriter.windowUpdate(array(), start, streamId, increment));
    }

    void rstStream(int streamId, ErrorCode errorCode) {
        int start = reserve(HEADER + 4);
        commit(start, FrameWriter.rstStream(array(), start, streamId, (int) errorCode.code()));
    }

    void goAway(int lastStreamId, ErrorCode errorCode, byte[] debugData) {
        int start = reserve(HEADER + 8 + debugData.length);
        commit(start, FrameWriter.goAway(array(), start, lastStreamId, (int) errorCode.code(), debugData));
    }

    /** Appends a frame that is rare enough to be a record. */
    void frame(Frame frame) {
        int start = reserve(HEADER + frame.length());
        commit(start, frame.writeTo(array(), start));
    }

    /** Inserts a frame behind the first octets that wait, which end with a frame. */
    void insert(long ahead, byte[] frame) {
        queue.insert(ahead, frame);
        if (observer != null) {
            observe(frame, 0, frame.length);
        }
    }

    /** Tells the observer what the program may want to know. */
    void notice(String message) {
        if (observer != null) {
            observer.notice(message);
        }
    }

    private void observe(byte[] array, int offset, int length) {
        FrameReader reader = Objects.requireNonNull(observed);
        reader.feed(array, offset, length);
        begin();
        for (FrameView frame = reader.next(); frame != null; frame = reader.next()) {
            try {
                Objects.requireNonNull(observer).sent(frame);
            } catch (RuntimeException failure) {
                thrown = thrown == null ? failure : thrown;
            }
        }
        end();
    }
}
