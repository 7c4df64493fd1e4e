package org.javahyper.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which items of the specification have a test, section by section. */
final class SpecReport {
    private final Map<String, List<SpecItem>> sections;
    private final SpecUses uses;

    SpecReport(List<SpecItem> items, SpecUses uses) {
        this.sections = items.stream()
                .collect(Collectors.groupingBy(SpecItem::section, LinkedHashMap::new, Collectors.toList()));
        this.uses = uses;
    }

    /** One line for each section and one for all: covered/total and the title. */
    List<String> summary() {
        List<String> lines = new ArrayList<>();
        sections.forEach((section, items) -> lines.add(count(items) + "  " + section));
        lines.add(count(all()) + "  all sections");
        return lines;
    }

    /** The whole report. */
    String markdown() {
        StringBuilder text = new StringBuilder("# Specification coverage\n\n");
        text.append(covered(all())).append(" of ").append(all().size()).append(" items have a test that names them.\n");
        text.append("★: needs a test of its own. ◇: optional, or has an optional part.\n");
        appendMissing(
                text,
                "Starred without a test",
                all().stream().filter(SpecItem::starred).toList());
        sections.forEach((section, items) -> appendSection(text, section, items));
        return text.toString();
    }

    private void appendSection(StringBuilder text, String section, List<SpecItem> items) {
        text.append("\n## ").append(section).append('\n');
        text.append('\n')
                .append(covered(items))
                .append(" of ")
                .append(items.size())
                .append(" items have a test.\n");
        if (covered(items) > 0) {
            text.append("\n| id | tests |\n| --- | --- |\n");
        }
        for (SpecItem item : items) {
            if (isCovered(item)) {
                String tests = String.join(", ", uses.testsOf(item.id()));
                text.append("| ").append(item).append(" | ").append(tests).append(" |\n");
            }
        }
        appendMissing(text, "Without a test", items);
    }

    private void appendMissing(StringBuilder text, String title, List<SpecItem> items) {
        List<String> missing = items.stream()
                .filter(item -> !isCovered(item))
                .map(SpecItem::toString)
                .toList();
        if (!missing.isEmpty()) {
            text.append('\n').append(title).append(" (").append(missing.size()).append("): ");
            text.append(String.join(", ", missing)).append('\n');
        }
    }

    private List<SpecItem> all() {
        return sections.values().stream().flatMap(List::stream).toList();
    }

    private String count(List<SpecItem> items) {
        return "%7s".formatted(covered(items) + "/" + items.size());
    }

    private long covered(List<SpecItem> items) {
        return items.stream().filter(this::isCovered).count();
    }

    private boolean isCovered(SpecItem item) {
        return !uses.testsOf(item.id()).isEmpty();
    }
}
