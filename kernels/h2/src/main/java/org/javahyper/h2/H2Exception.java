package org.javahyper.h2;

/**
 * The program asked for something that cannot be done now. Nothing has changed: no octet is queued, no state, table or window has moved.
 *
 * <p>What the peer does wrong is never an exception but an event.
 */
public abstract sealed class H2Exception extends RuntimeException
        permits ConnectionClosedException,
                IllegalActionException,
                InvalidHeadersException,
                InvalidSettingException,
                NoAvailableStreamIdException,
                NoSuchStreamException,
                StreamClosedException,
                TooManyStreamsException {
    private static final long serialVersionUID = 1;

    H2Exception(String message) {
        super(message);
    }
}
