package org.javahyper.client.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.javahyper.client.ConnectionException;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.GoAwayReceived;
import org.jspecify.annotations.Nullable;

/** What is said about a connection that has ended. */
final class Endings {
    private static final int MAX_DEBUG_DATA = 100;

    private Endings() {}

    /** The program has closed it. */
    static ConnectionException closed(Origin origin) {
        return ending(origin, "the connection was closed by the program. Connect anew.", null);
    }

    /** The server broke the protocol, or never spoke it. */
    static ConnectionException failed(Origin origin, boolean settingsSeen, ConnectionFailed failure) {
        String problem = settingsSeen
                ? "the server broke the protocol: " + failure.reason() + " (" + failure.errorCode()
                        + "). Report it to its operator."
                : "the server does not speak HTTP/2 (" + failure.reason()
                        + "). Use a client of HTTP/1.1, or another port.";
        return ending(origin, problem, null);
    }

    /** Nothing more comes: with or without an announcement, with or without a failure of the transport. */
    static ConnectionException ended(
            Origin origin, boolean settingsSeen, @Nullable GoAwayReceived goAway, @Nullable IOException reason) {
        if (goAway != null && !goAway.errorCode().equals(ErrorCode.NO_ERROR)) {
            String words = ErrorCodes.describe(goAway.errorCode()) + debugData(goAway);
            return ending(
                    origin, "the server went away with " + words + ". Mend the cause, or try again later.", reason);
        }
        if (reason != null) {
            String problem = "the connection broke (" + reason.getMessage() + "). Check the network, and try again.";
            return ending(origin, problem, reason);
        }
        if (goAway != null) {
            return ending(origin, "the server went away, as it had announced. Connect anew.", null);
        }
        String problem = settingsSeen
                ? "the connection was closed by the server. Try again."
                : "the server closed the connection before its SETTINGS, so it may not speak HTTP/2."
                        + " Check the port, or use a client of HTTP/1.1.";
        return ending(origin, problem, null);
    }

    private static ConnectionException ending(Origin origin, String problem, @Nullable IOException cause) {
        return new ConnectionException("Cannot go on with " + origin + ": " + problem, false, cause);
    }

    /** What the server says about it, made harmless for a terminal. */
    private static String debugData(GoAwayReceived goAway) {
        String text =
                StandardCharsets.US_ASCII.decode(goAway.debugData().duplicate()).toString();
        String shown =
                text.substring(0, Math.min(MAX_DEBUG_DATA, text.length())).replaceAll("[^ -~]", "?");
        return shown.isEmpty() ? "" : ": \"" + shown + "\"";
    }
}
