package org.javahyper.httpbin;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.javahyper.http.HeaderField;
import org.javahyper.http.Headers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** An object that tells a client what it has sent, member by member, in the shape that httpbin has made known. */
final class EchoJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String FORM = "application/x-www-form-urlencoded";

    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private final JsonGenerator json = FACTORY.createGenerator(new Indented(), octets);

    EchoJson() {
        json.writeStartObject();
    }

    EchoJson text(String name, String value) {
        json.writeStringProperty(name, value);
        return this;
    }

    EchoJson texts(String name, List<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
        return this;
    }

    /** Fields of a query or a form: a string for each name, an array where it occurs more than once. */
    EchoJson fields(String name, Map<String, List<String>> fields) {
        json.writeObjectPropertyStart(name);
        fields.forEach((field, values) -> {
            if (values.size() == 1) {
                json.writeStringProperty(field, values.get(0));
            } else {
                texts(field, values);
            }
        });
        json.writeEndObject();
        return this;
    }

    /** Header fields, equal names joined; of the pseudo-fields only the authority, under its old name. */
    EchoJson headers(String name, Headers headers) {
        Map<String, String> joined = new LinkedHashMap<>();
        for (HeaderField field : headers) {
            String key = field.name().equals(":authority") ? "host" : field.name();
            if (!key.startsWith(":")) {
                joined.merge(key, field.value(), (first, second) -> first + ", " + second);
            }
        }
        json.writeObjectPropertyStart(name);
        joined.forEach(json::writeStringProperty);
        json.writeEndObject();
        return this;
    }

    /** The body in each form it can be read in, and the header fields that say so: {@code data}, {@code form}, {@code headers}, {@code json}. */
    EchoJson body(Request request, byte[] body) {
        String text = text(body);
        Map<String, List<String>> form = form(request, text);
        text("data", form != null ? "" : text != null ? text : dataUrl(body));
        fields("form", form != null ? form : Map.of());
        headers("headers", request.headers());
        byte[] value = parsed(body);
        json.writeName("json");
        if (value == null) {
            json.writeNull();
        } else {
            json.writeRawValue(new String(value, StandardCharsets.UTF_8));
        }
        return this;
    }

    byte[] toOctets() {
        json.writeEndObject();
        json.close();
        octets.write('\n');
        return octets.toByteArray();
    }

    /** The fields of a form, or null if the body is none, whatever its type says. */
    private static @Nullable Map<String, List<String>> form(Request request, @Nullable String text) {
        String type = request.headers().first("content-type");
        if (text == null || type == null || !type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
            return null;
        }
        try {
            return Request.form(text);
        } catch (StatusException malformed) {
            return null;
        }
    }

    /** The octets as text, or null if they are not UTF-8. */
    private static @Nullable String text(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException binary) {
            return null;
        }
    }

    private static String dataUrl(byte[] octets) {
        return "data:application/octet-stream;base64," + Base64.getEncoder().encodeToString(octets);
    }

    /** The one value of a JSON text, or null if it is none: a copy, so that nothing is written before all of it has been read. */
    private static byte @Nullable [] parsed(byte[] text) {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text);
                JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), copy)) {
            if (parser.nextToken() == null) {
                return null;
            }
            generator.copyCurrentStructureExact(parser);
            if (parser.nextToken() != null) {
                return null;
            }
        } catch (JacksonException notJson) {
            return null;
        }
        return copy.toByteArray();
    }

    /** For people at a terminal: a member to a line. */
    private static final class Indented extends ObjectWriteContext.Base {
        @Override
        public PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
        }

        @Override
        public boolean hasPrettyPrinter() {
            return true;
        }
    }
}
