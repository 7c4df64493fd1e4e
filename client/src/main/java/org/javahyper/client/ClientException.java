package org.javahyper.client;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The network, the server or the clock got in the way. The message is one line, fit to be shown to a user. */
public abstract sealed class ClientException extends IOException
        permits ConnectionException, HttpTimeoutException, StreamResetException {
    private static final long serialVersionUID = 1;

    private final boolean safeToRetry;

    ClientException(String message, boolean safeToRetry, @Nullable Throwable cause) {
        super(message, cause);
        this.safeToRetry = safeToRetry;
    }

    /** What was asked, what the rule is, what to do. */
    @Override
    public final String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }

    /**
     * Whether the server is known not to have processed the request, so that it is safe to send it again, whatever its method.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9113#section-8.7">RFC 9113, section 8.7</a>
     */
    public final boolean isSafeToRetry() {
        return safeToRetry;
    }
}
