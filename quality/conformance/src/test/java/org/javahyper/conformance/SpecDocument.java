package org.javahyper.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the items of {@code docs/spec}.
 *
 * <pre>
 * ### 4.14 Flow control                          their section
 * | H2-OP-01 | `initiate` | ... |                a row of a table begins with the id,
 * | H2-LIM-08, -09 | ledger `reset` |            or with several that share it
 * - **H2-FLOW-01** Only DATA ...                 an item of a list too; indented lines go on with it
 * 3. **Terminal.** After a connection error ...  an invariant, INV-3
 * </pre>
 *
 * <p>An item whose text begins with "withdrawn" is none.
 */
final class SpecDocument {
    private static final String ID = "([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)";
    private static final Pattern SECTION = Pattern.compile("#{2,3} (.*)");
    private static final Pattern ROW = Pattern.compile("\\| " + ID + "((?:, -[A-Z0-9]+)*) \\| (.*)");
    private static final Pattern LIST_ITEM = Pattern.compile("- \\*\\*" + ID + "\\*\\*() (.*)");
    private static final Pattern INVARIANT = Pattern.compile("(\\d+)\\. \\*\\*.*");
    private static final String OPTIONAL = "◇";

    private SpecDocument() {}

    /** The items of both documents, in their order. */
    static List<SpecItem> read(Path folder) throws IOException {
        List<SpecItem> items = new ArrayList<>(behaviours(Files.readString(folder.resolve("behaviours.md"))));
        items.addAll(invariants(Files.readString(folder.resolve("hardening.md"))));
        return items;
    }

    static List<SpecItem> behaviours(String markdown) {
        List<SpecItem> items = new ArrayList<>();
        String section = "";
        for (String line : lines(markdown)) {
            Matcher heading = SECTION.matcher(line);
            Matcher row = ROW.matcher(line);
            Matcher item = row.matches() ? row : LIST_ITEM.matcher(line);
            if (heading.matches()) {
                section = heading.group(1);
            } else if (item.matches() && !item.group(3).startsWith("withdrawn")) {
                boolean optional = section.contains(OPTIONAL) || line.contains(OPTIONAL);
                for (String id : ids(item.group(1), item.group(2))) {
                    items.add(new SpecItem(id, section.replace(OPTIONAL, "").strip(), line.contains("★"), optional));
                }
            }
        }
        return items;
    }

    static List<SpecItem> invariants(String markdown) {
        List<SpecItem> items = new ArrayList<>();
        String section = "";
        for (String line : lines(markdown)) {
            Matcher heading = SECTION.matcher(line);
            Matcher invariant = INVARIANT.matcher(line);
            if (heading.matches()) {
                section = heading.group(1);
            } else if (section.contains("Invariants") && invariant.matches()) {
                items.add(new SpecItem("INV-" + invariant.group(1), "Hardening " + section, false, false));
            }
        }
        return items;
    }

    /** {@code "H2-LIM-08", ", -09"}: both ids. */
    private static List<String> ids(String first, String others) {
        List<String> ids = new ArrayList<>(List.of(first));
        String group = first.substring(0, first.lastIndexOf('-'));
        for (String other : others.split(", ", -1)) {
            if (!other.isEmpty()) {
                ids.add(group + other);
            }
        }
        return ids;
    }

    /** The lines, those that are indented joined to the one before. */
    private static List<String> lines(String markdown) {
        return List.of(markdown.replaceAll("\\R +", " ").split("\\R"));
    }
}
