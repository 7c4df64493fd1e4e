package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

/** The options of a connection. */
class ConfigurationTest {
    @Test
    @Spec({"H2-CFG-01", "H2-CFG-03", "H2-CFG-04", "H2-CFG-05", "H2-CFG-06", "H2-CFG-07", "H2-CFG-16", "H2-CFG-22"})
    void defaultsAreSafe() {
        assertEquals(
                new H2Configuration(Role.CLIENT, Limits.defaults(), true, true, true, true, false, null),
                H2Configuration.client().build());
        assertEquals(
                new H2Configuration(Role.SERVER, Limits.defaults(), true, true, true, true, false, null),
                H2Configuration.server().build());
    }

    @Test
    @Spec({"H2-CFG-03", "H2-CFG-04", "H2-CFG-05", "H2-CFG-06", "H2-CFG-07", "H2-CFG-14", "H2-CFG-16", "H2-CFG-21"})
    void everyOptionCanBeChanged() {
        Limits limits = Limits.builder().maxConcurrentStreams(1).build();
        FrameObserver observer = FrameObserver.printingTo(new StringBuilder());

        H2Configuration configuration = H2Configuration.server()
                .limits(limits)
                .validateInboundHeaders(false)
                .validateOutboundHeaders(false)
                .normalizeInboundHeaders(false)
                .normalizeOutboundHeaders(false)
                .splitOutboundCookies(true)
                .observer(observer)
                .build();

        assertEquals(
                new H2Configuration(Role.SERVER, limits, false, false, false, false, true, observer), configuration);
    }
}
