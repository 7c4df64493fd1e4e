package org.javahyper.conformance;

import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** What is alive on the heap, to the octet: HotSpot collects all garbage and adds up the objects that are left. */
final class LiveHeap {
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");
    private static final Object[] NO_ARGUMENTS = {new String[0]};
    private static final String[] SIGNATURE = {String[].class.getName()};

    private LiveHeap() {}

    static long octets() {
        try {
            Object histogram = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            NO_ARGUMENTS,
                            SIGNATURE);
            Matcher total = TOTAL.matcher((String) histogram);
            if (!total.find()) {
                throw new AssertionError("no total in " + histogram);
            }
            return Long.parseLong(total.group(1));
        } catch (JMException failure) {
            throw new AssertionError("there is no class histogram", failure);
        }
    }
}
