package org.javahyper.h2.internal;

import org.javahyper.h2.IllegalActionException;
import org.javahyper.h2.InvalidHeadersException;
import org.javahyper.h2.Role;
import org.javahyper.h2.SettingId;
import org.javahyper.h2.Settings;
import org.javahyper.http.FieldGrammar;
import org.javahyper.http.HeaderNames;
import org.javahyper.http.Headers;
import org.jspecify.annotations.Nullable;

/** What the program's header lists and bodies have to fulfil before they are sent. */
final class OutboundRules {
    private final Endpoint endpoint;
    private final HeaderRules rules = new HeaderRules();
    private final boolean validate;
    private final boolean checkContentLength;

    OutboundRules(Endpoint endpoint) {
        this.endpoint = endpoint;
        validate = endpoint.configuration.validateOutboundHeaders();
        checkContentLength = validate && endpoint.configuration.checkOutboundContentLength();
    }

    /** The status of a response, as far as it is well-formed; 0 otherwise. */
    static int status(Headers list) {
        String status = list.first(HeaderNames.name(HeaderNames.STATUS));
        return status == null ? 0 : HeaderRules.statusCode(status);
    }

    void requireValid(int streamId, HeaderRules.Kind kind, Headers list, boolean endStream) {
        boolean extendedConnect = endpoint.settings.remote().value(SettingId.ENABLE_CONNECT_PROTOCOL) == 1;
        rules.begin(kind, true, extendedConnect);
        String violation = validate ? violation(list, endStream) : null;
        if (violation != null) {
            throw new InvalidHeadersException(
                    action(kind, streamId) + ": " + violation + ". Nothing was sent; mend the list.");
        }
        requireSize(kind, streamId, list);
    }

    /** The content-length of the list that was valid, if the body is to be held to it. */
    long contentLength() {
        return checkContentLength ? rules.contentLength() : ContentLength.UNKNOWN;
    }

    /** The length of the body of a response, if it is to be held to it. */
    long bodyLength(Stream stream, int status) {
        return checkContentLength ? stream.bodyLength(status, rules.contentLength()) : ContentLength.UNKNOWN;
    }

    /** If the message ends here, its body must be as long as it has announced. */
    void requireEnd(int streamId, long declared, long sent, boolean endStream) {
        if (endStream && declared != ContentLength.UNKNOWN && declared != sent) {
            throw wrongLength(streamId, declared, sent);
        }
    }

    static IllegalActionException wrongLength(int streamId, long declared, long octets) {
        return new IllegalActionException("Cannot end or go on with the body of stream " + streamId
                + ": content-length is " + declared + " and it would have " + octets
                + " octets (RFC 9113, 8.1.1). Send what was announced, or reset the stream.");
    }

    private @Nullable String violation(Headers list, boolean endStream) {
        for (int i = 0; i < list.size(); i++) {
            String name = list.name(i);
            String value = list.value(i);
            int token = HeaderNames.token(name);
            String violation = rules.field(
                    token,
                    name,
                    value,
                    token != HeaderNames.UNKNOWN || FieldGrammar.isLowerCaseToken(name),
                    FieldGrammar.isFieldValue(value));
            if (violation != null) {
                return violation + ", field " + i;
            }
        }
        return rules.end(endStream);
    }

    /** The peer's limit is advice (RFC 9113, 6.5.2): a client takes it, a server has done the work and answers all the same. */
    private void requireSize(HeaderRules.Kind kind, int streamId, Headers list) {
        long allowed = endpoint.settings.remote().value(SettingId.MAX_HEADER_LIST_SIZE);
        if (allowed == Settings.UNLIMITED) {
            return;
        }
        long size = 32L * list.size();
        for (int i = 0; i < list.size(); i++) {
            size += list.name(i).length() + list.value(i).length();
        }
        if (size > allowed && endpoint.role == Role.CLIENT) {
            throw new InvalidHeadersException(action(kind, streamId) + ": the list has " + size
                    + " octets and the peer accepts " + allowed + " (RFC 9113, 6.5.2). Send less.");
        }
        if (size > allowed) {
            endpoint.output.notice("The list on stream " + streamId + " has " + size + " octets and the peer accepts "
                    + allowed + " (RFC 9113, 6.5.2)");
        }
    }

    private static String action(HeaderRules.Kind kind, int streamId) {
        return (kind == HeaderRules.Kind.PUSH ? "Cannot promise stream " : "Cannot send headers on stream ") + streamId;
    }
}
