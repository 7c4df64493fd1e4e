package org.javahyper.h2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.stream.Stream;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    void everyOptionOfBothRolesCanBeChanged() {
        Limits limits = Limits.builder().maxConcurrentStreams(1).build();
        Settings settings = Settings.of(0xabcd, 1);
        WindowPolicy policy = (max, current, consumed) -> consumed;
        FrameObserver observer = FrameObserver.printingTo(new StringBuilder());

        H2Configuration configuration = H2Configuration.server()
                .limits(limits)
                .initialSettings(settings)
                .priorityScheme(PriorityScheme.NONE)
                .windowPolicy(policy)
                .validateInboundHeaders(false)
                .validateOutboundHeaders(false)
                .checkOutboundContentLength(false)
                .normalizeInboundHeaders(false)
                .normalizeOutboundHeaders(false)
                .splitOutboundCookies(true)
                .answerMalformedRequests(false)
                .acknowledgeSettings(false)
                .acknowledgePings(false)
                .pingsFirst(true)
                .requireSettingsFirst(false)
                .rejectNonZeroPadding(true)
                .alternativeServices(false)
                .origins(false)
                .settingsTimeout(Duration.ofSeconds(9))
                .observer(observer)
                .build();

        H2Configuration expected = new H2Configuration(
                Role.SERVER,
                limits,
                settings,
                false, // exactInitialSettings
                false, // enablePush
                PushAuthority.SAME,
                false, // extendedConnect
                PriorityScheme.NONE,
                policy,
                false, // validateInboundHeaders
                false, // validateOutboundHeaders
                false, // checkOutboundContentLength
                false, // normalizeInboundHeaders
                false, // normalizeOutboundHeaders
                true, // splitOutboundCookies
                false, // answerMalformedRequests
                false, // acknowledgeSettings
                false, // acknowledgePings
                true, // pingsFirst
                false, // requireSettingsFirst
                true, // rejectNonZeroPadding
                false, // alternativeServices
                false, // origins
                Duration.ofSeconds(9),
                observer);
        assertEquals(expected, configuration);
    }

    @Test
    @Spec({"H2-CFG-18", "H2-CFG-19", "H2-CFG-21"})
    void optionsOfOneRoleCanBeChangedThere() {
        PushAuthority any = (own, promised) -> true;

        H2Configuration client =
                H2Configuration.client().enablePush(true).pushAuthority(any).build();
        H2Configuration server = H2Configuration.server().extendedConnect(true).build();

        assertTrue(client.enablePush());
        assertSame(any, client.pushAuthority());
        assertTrue(server.extendedConnect());
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(
                        H2Configuration.server().enablePush(true),
                        "enablePush is an option of clients (RFC 9113, 8.4)"),
                Arguments.of(
                        H2Configuration.client().extendedConnect(true),
                        "extendedConnect is an option of servers (RFC 8441, 3)"),
                Arguments.of(
                        H2Configuration.client().settingsTimeout(Duration.ofNanos(-1)),
                        "settingsTimeout is zero to 2^63-1 nanoseconds"),
                Arguments.of(
                        H2Configuration.server().initialSettings(Settings.of(SettingId.HEADER_TABLE_SIZE, 4_096)),
                        "initial setting HEADER_TABLE_SIZE: it comes from the limits and options"),
                Arguments.of(
                        H2Configuration.client()
                                .initialSettings(Settings.of(0xabcd, 1).and(SettingId.ENABLE_PUSH, 1)),
                        "initial setting ENABLE_PUSH: it comes from the limits and options"),
                Arguments.of(
                        H2Configuration.server().initialSettings(Settings.of(SettingId.NO_RFC7540_PRIORITIES, 1)),
                        "initial setting NO_RFC7540_PRIORITIES: it comes from the limits and options"),
                Arguments.of(
                        H2Configuration.server().exactInitialSettings(Settings.of(SettingId.ENABLE_PUSH, 0)),
                        "initial setting ENABLE_PUSH: a client announces 0 or 1, a server nothing (RFC 9113, 6.5.2)"),
                Arguments.of(
                        H2Configuration.client()
                                .exactInitialSettings(Settings.of(SettingId.ENABLE_CONNECT_PROTOCOL, 1)),
                        "initial setting ENABLE_CONNECT_PROTOCOL: "
                                + "a server announces 0 or 1, a client nothing (RFC 8441, 3)"),
                Arguments.of(
                        H2Configuration.client()
                                .exactInitialSettings(Settings.of(SettingId.INITIAL_WINDOW_SIZE, 1L << 31)),
                        "initial setting INITIAL_WINDOW_SIZE: it is 0 to 2^31-1 (RFC 9113, 6.5.2)"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("refusals")
    @Spec({"H2-CFG-08", "H2-CFG-18", "H2-CFG-21", "H2-SET-04"})
    void invalidCombinationIsRefusedWhenBuilt(H2Configuration.Builder builder, String rule) {
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, builder::build);

        assertEquals("Cannot configure: " + rule + ". Leave it out or change it.", refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 7, 10, 0xffff})
    @Spec("H2-CFG-08")
    void settingThatNothingElseAnnouncesCanBeAdded(long id) {
        Settings added = Settings.of((int) id, 0xffff_ffffL);

        H2Configuration configuration =
                H2Configuration.client().initialSettings(added).build();

        assertEquals(added, configuration.initialSettings());
        assertFalse(configuration.exactInitialSettings());
    }

    @Test
    @Spec("H2-CFG-08")
    void lastWordOnInitialSettingsCounts() {
        Settings list = Settings.of(SettingId.MAX_FRAME_SIZE, 20_000);

        H2Configuration exact = H2Configuration.client()
                .initialSettings(Settings.of(0xabcd, 1))
                .exactInitialSettings(list)
                .build();
        H2Configuration derived = H2Configuration.client()
                .exactInitialSettings(list)
                .initialSettings(Settings.empty())
                .build();

        assertEquals(list, exact.initialSettings());
        assertTrue(exact.exactInitialSettings());
        assertFalse(derived.exactInitialSettings());
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
