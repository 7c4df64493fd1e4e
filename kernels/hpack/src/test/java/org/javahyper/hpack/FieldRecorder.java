package org.javahyper.hpack;

import java.util.ArrayList;
import java.util.List;

/** A sink that remembers what it was given. */
final class FieldRecorder implements HeaderSink {
    /** A field as it arrived. */
    record Received(String name, String value, int traits) {}

    final List<Received> fields = new ArrayList<>();

    @Override
    public void field(String name, String value, int traits) {
        fields.add(new Received(name, value, traits));
    }

    /** {@code name: value} of each field. */
    List<String> lines() {
        return fields.stream().map(field -> field.name() + ": " + field.value()).toList();
    }
}
