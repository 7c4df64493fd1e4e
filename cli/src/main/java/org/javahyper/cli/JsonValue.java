package org.javahyper.cli;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A member's value in the JSON body of a request.
 *
 * @param text the text, or the JSON as it was typed
 * @param isJson whether it is JSON and not a text
 */
record JsonValue(String text, boolean isJson) {
    private static final JsonFactory JSON = new JsonFactory();

    static JsonValue text(String text) {
        return new JsonValue(text, false);
    }

    /**
     * A value that is JSON already: a number, a boolean, null, a text in quotes, an array or an object.
     *
     * @throws UsageException if it is not exactly one JSON value
     */
    static JsonValue raw(String item, String json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            boolean one = parser.nextToken() != null;
            parser.skipChildren();
            if (one && parser.nextToken() == null) {
                return new JsonValue(json, true);
            }
        } catch (JacksonException malformed) {
            // the reason speaks of lines and columns; the item is one line and short
        }
        throw new UsageException(
                "the item \"" + item + "\" does not have one JSON value after \":=\"; write name=value for a text");
    }

    /** One object in UTF-8 with these members in their order. */
    static byte[] object(Map<String, JsonValue> members) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (JsonGenerator generator = JSON.createGenerator(ObjectWriteContext.empty(), octets)) {
            generator.writeStartObject();
            members.forEach((name, value) -> {
                generator.writeName(name);
                if (value.isJson) {
                    generator.writeRawValue(value.text);
                } else {
                    generator.writeString(value.text);
                }
            });
            generator.writeEndObject();
        }
        return octets.toByteArray();
    }
}
