package org.javahyper.h2.internal;

import org.javahyper.h2.H2Configuration;
import org.javahyper.h2.Limits;
import org.javahyper.hpack.HeaderSink;
import org.javahyper.http.HeaderNames;
import org.javahyper.http.Headers;
import org.javahyper.http.internal.FieldList;
import org.jspecify.annotations.Nullable;

/**
 * Takes the fields of one block from the decoder and judges them on the way.
 *
 * <p>A broken rule does not stop the decoder: the first one is remembered, the rest of the block passes through, and the compression table stays
 * in step (RFC 9113, 4.3).
 */
final class HeaderCollector implements HeaderSink {
    private final FieldList fields = new FieldList(16);
    private final HeaderRules rules = new HeaderRules();
    private final Limits limits;
    private final boolean validate;
    private final boolean joinCookies;

    private HeaderRules.Kind kind = HeaderRules.Kind.REQUEST;
    private @Nullable String violation;
    private boolean tooLarge;
    private long trailerSize;
    private int firstCookie;
    private @Nullable StringBuilder cookies; // two or more crumbs, joined
    private boolean cookiesSensitive;

    HeaderCollector(H2Configuration configuration) {
        limits = configuration.limits();
        validate = configuration.validateInboundHeaders();
        joinCookies = configuration.normalizeInboundHeaders();
    }

    void begin(HeaderRules.Kind blockKind, boolean extendedConnect) {
        kind = blockKind;
        fields.clear();
        rules.begin(blockKind, false, extendedConnect);
        violation = null;
        tooLarge = false;
        trailerSize = 0;
        firstCookie = -1;
        cookies = null;
        cookiesSensitive = false;
    }

    @Override
    public void field(String name, String value, int traits) {
        if (kind == HeaderRules.Kind.TRAILERS && isTrailerTooLarge(name, value)) {
            tooLarge = true;
            return;
        }
        int token = traits & HeaderSink.NAME_TOKEN_MASK;
        String broken = rules.field(
                token,
                name,
                value,
                (traits & HeaderSink.WELL_FORMED_NAME) != 0,
                (traits & HeaderSink.WELL_FORMED_VALUE) != 0);
        if (broken != null && violation == null) {
            violation = broken;
        }
        boolean sensitive = HeaderSink.isNeverIndexed(traits);
        if (token == HeaderNames.COOKIE && joinCookies && kind.isRequest()) {
            cookie(name, value, sensitive);
        } else {
            fields.add(name, value, sensitive);
        }
    }

    /** The first rule of the block that is broken, or null. */
    @Nullable
    String violation(boolean endStream) {
        if (!validate) {
            return rules.framing(endStream);
        }
        return violation != null ? violation : rules.end(endStream);
    }

    /** Whether the block is larger than what is delivered of its kind. */
    boolean isTooLarge() {
        return tooLarge;
    }

    HeaderRules rules() {
        return rules;
    }

    /** The list, once the block is complete. */
    Headers headers() {
        if (cookies != null) {
            fields.replace(firstCookie, cookies.toString(), cookiesSensitive);
        }
        return Headers.of(fields);
    }

    private boolean isTrailerTooLarge(String name, String value) {
        trailerSize += name.length() + value.length() + 32L;
        return trailerSize > limits.maxTrailerSize() || fields.size() == limits.maxTrailerFields();
    }

    /** Joins crumbs at the place of the first one (RFC 9113, 8.2.3). */
    private void cookie(String name, String value, boolean sensitive) {
        if (firstCookie < 0) {
            firstCookie = fields.size();
            cookiesSensitive = sensitive;
            fields.add(name, value, sensitive);
            return;
        }
        if (cookies == null) {
            cookies = new StringBuilder(fields.value(firstCookie));
        }
        cookies.append("; ").append(value);
        cookiesSensitive |= sensitive;
    }
}
