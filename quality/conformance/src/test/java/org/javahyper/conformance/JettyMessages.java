package org.javahyper.conformance;

import java.util.Objects;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.javahyper.http.HeaderField;
import org.javahyper.http.Headers;

/** Our header lists as Jetty's messages: requests, responses and trailers, which it tells apart by their pseudo-fields. */
final class JettyMessages {
    private JettyMessages() {}

    static MetaData message(Headers headers) {
        HttpFields.Mutable fields = HttpFields.build();
        for (HeaderField field : headers) {
            if (!field.name().startsWith(":")) {
                fields.add(new HttpField(field.name(), field.value()));
            }
        }
        if (headers.contains(":status")) {
            int status = Integer.parseInt(Objects.requireNonNull(headers.first(":status")));
            return new MetaData.Response(status, null, HttpVersion.HTTP_2, fields);
        }
        if (headers.contains(":method")) {
            HttpURI uri = HttpURI.build(
                    headers.first(":scheme") + "://" + headers.first(":authority") + headers.first(":path"));
            return new MetaData.Request(headers.first(":method"), uri, HttpVersion.HTTP_2, fields);
        }
        return new MetaData(HttpVersion.HTTP_2, fields);
    }

    static Headers headers(MetaData message) {
        Headers.Builder headers = Headers.builder();
        if (message instanceof MetaData.Request request) {
            headers.add(":method", request.getMethod());
            headers.add(":authority", request.getHttpURI().getAuthority());
            headers.add(":scheme", request.getHttpURI().getScheme());
            headers.add(":path", request.getHttpURI().getPathQuery());
        } else if (message instanceof MetaData.Response response) {
            headers.add(":status", Integer.toString(response.getStatus()));
        }
        for (HttpField field : message) {
            headers.add(field.getName(), field.getValue());
        }
        return headers.build();
    }
}
