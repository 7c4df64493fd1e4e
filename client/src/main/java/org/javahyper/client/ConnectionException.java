package org.javahyper.client;

import org.jspecify.annotations.Nullable;

/** The connection could not be made, broke, or was closed. */
public final class ConnectionException extends ClientException {
    private static final long serialVersionUID = 1;

    /**
     * Says what was asked, what the rule is, and what to do.
     *
     * @param safeToRetry whether nothing of the request can have reached the server
     */
    public ConnectionException(String message, boolean safeToRetry, @Nullable Throwable cause) {
        super(message, safeToRetry, cause);
    }
}
