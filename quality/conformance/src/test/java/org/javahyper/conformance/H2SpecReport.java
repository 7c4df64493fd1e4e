package org.javahyper.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What h2spec has found out.
 *
 * @param cases the number of cases
 * @param skipped those that did not run, as {@code http2/5.1.1: Sends ...}
 * @param failures those that failed, and what was expected and seen
 */
record H2SpecReport(int cases, List<String> skipped, SortedMap<String, String> failures) {
    /** Reads the report in the format of JUnit. */
    static H2SpecReport read(Path file) throws IOException {
        NodeList cases = testCases(file);
        List<String> skipped = new ArrayList<>();
        SortedMap<String, String> failures = new TreeMap<>();
        for (int index = 0; index < cases.getLength(); index++) {
            Element each = (Element) cases.item(index);
            String name = each.getAttribute("package") + ": " + each.getAttribute("classname");
            if (each.getElementsByTagName("skipped").getLength() > 0) {
                skipped.add(name);
            } else if (each.getElementsByTagName("*").getLength() > 0) { // failure or error
                failures.put(name, each.getTextContent().strip());
            }
        }
        return new H2SpecReport(cases.getLength(), skipped, failures);
    }

    private static NodeList testCases(Path file) throws IOException {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getElementsByTagName("testcase");
        } catch (ParserConfigurationException | SAXException unreadable) {
            throw new IOException("Cannot read the report " + file, unreadable);
        }
    }
}
