package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

/** The options of a connection. */
class ConfigurationTest {
    @Test
    @Spec({"H2-CFG-01", "H2-CFG-03", "H2-CFG-04", "H2-CFG-05", "H2-CFG-06", "H2-CFG-07", "H2-CFG-16", "H2-CFG-22"})
    void defaultsAreSafe() {
        H2Configuration client = H2Configuration.client().build();
        H2Configuration server = H2Configuration.server().build();

        assertEquals(defaults(Role.CLIENT), client);
        assertEquals(defaults(Role.SERVER), server);
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

        assertEquals(limits, configuration.limits());
        assertFalse(configuration.validateInboundHeaders());
        assertFalse(configuration.validateOutboundHeaders());
        assertFalse(configuration.normalizeInboundHeaders());
        assertFalse(configuration.normalizeOutboundHeaders());
        assertTrue(configuration.splitOutboundCookies());
        assertSame(observer, configuration.observer());
    }

    private static H2Configuration defaults(Role role) {
        return new H2Configuration(
                role,
                Limits.defaults(),
                Settings.empty(),
                false, // exactInitialSettings
                false, // enablePush
                PushAuthority.SAME,
                false, // extendedConnect
                PriorityScheme.RFC9218,
                WindowPolicy.AUTOMATIC,
                true, // validateInboundHeaders
                true, // validateOutboundHeaders
                true, // checkOutboundContentLength
                true, // normalizeInboundHeaders
                true, // normalizeOutboundHeaders
                false, // splitOutboundCookies
                true, // answerMalformedRequests
                true, // acknowledgeSettings
                true, // acknowledgePings
                false, // pingsFirst
                true, // requireSettingsFirst
                false, // rejectNonZeroPadding
                true, // alternativeServices
                true, // origins
                Duration.ZERO,
                null);
    }
}
