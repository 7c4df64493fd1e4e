package org.javahyper.client;

import org.jspecify.annotations.Nullable;

/** Nothing happened for as long as the configuration allows. Of a connection in use only the stream is given up. */
public final class HttpTimeoutException extends ClientException {
    private static final long serialVersionUID = 1;

    /**
     * Says what was asked, what the rule is, and what to do.
     *
     * @param safeToRetry whether nothing of the request can have reached the server
     */
    public HttpTimeoutException(String message, boolean safeToRetry, @Nullable Throwable cause) {
        super(message, safeToRetry, cause);
    }
}
