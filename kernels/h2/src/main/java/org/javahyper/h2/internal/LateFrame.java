package org.javahyper.h2.internal;

/** The frames that may still come for a stream that is closed. */
enum LateFrame {
    HEADERS,
    DATA,
    RST_STREAM,
    WINDOW_UPDATE,
    /** On the closed stream; the promised one is another. */
    PUSH_PROMISE
}
