package org.javahyper.h2;

import static org.javahyper.h2.SettingId.MAX_CONCURRENT_STREAMS;

/** What the actions of the model require, and the exceptions that follow where it does not hold. */
final class ModelRules {
    private final ReferenceModel model;

    ModelRules(ReferenceModel model) {
        this.model = model;
    }

    static void requireId(int id) {
        if (id <= 0) {
            throw new IllegalArgumentException();
        }
    }

    void requireOpen() {
        if (model.isOver()) {
            throw over();
        }
        if (model.state == ConnectionState.NEW) {
            throw misuse();
        }
    }

    /** H2-OP-40. */
    ModelStream requireStream(int id) {
        requireId(id);
        requireOpen();
        ModelStream stream = model.streams.get(id);
        if (stream == null) {
            throw model.isIdle(id) ? new NoSuchStreamException("") : new StreamClosedException("");
        }
        return stream;
    }

    void requireRoom() {
        if (model.openOutbound() >= model.remote(MAX_CONCURRENT_STREAMS)) {
            model.awaitsCapacity = true;
            throw new TooManyStreamsException("");
        }
    }

    static void requireValid(boolean valid) {
        if (!valid) {
            throw new InvalidHeadersException("");
        }
    }

    /** H2-CL-07. */
    static void requireEnd(boolean endStream, long announced, long sent) {
        if (endStream && announced != ModelStream.UNKNOWN && announced != sent) {
            throw misuse();
        }
    }

    static IllegalActionException misuse() {
        return new IllegalActionException("");
    }

    static ConnectionClosedException over() {
        return new ConnectionClosedException("");
    }
}
