package org.javahyper.h2;

import org.javahyper.testkit.Draw;

/** How a kernel and its model begin: with the same options, drawn at random, so that limits are met often. */
final class ModelSetup {
    private ModelSetup() {}

    /** A side with limits and options of all kinds. */
    static ModelSide of(Role role, Draw draw) {
        boolean isClient = role == Role.CLIENT;
        boolean automatic = !draw.oneIn(4);
        boolean push = isClient && !draw.oneIn(4);
        boolean readsRfc7540 = draw.bool();
        Limits limits = Limits.builder()
                .maxConcurrentStreams(draw.integer(2, 6))
                .maxReservedStreams(draw.integer(1, 3))
                .maxInformational(draw.integer(1, 2))
                .rememberedClosedStreams(draw.integer(2, 6))
                .initialStreamWindow(draw.oneOf(65_535, 0, 10, 500, 100_000))
                .decoderTableSize(draw.oneOf(4_096, 0, 100))
                .maxOutboundPerStream(draw.oneOf(65_536, 4_000))
                .maxOutboundTotal(draw.oneOf(1_048_576, 9_000))
                .build();
        H2Configuration.Builder builder = isClient ? H2Configuration.client() : H2Configuration.server();
        builder.limits(limits)
                .acknowledgeSettings(automatic)
                .acknowledgePings(automatic)
                .priorityScheme(readsRfc7540 ? PriorityScheme.BOTH : PriorityScheme.RFC9218);
        if (isClient) {
            builder.enablePush(push).pushAuthority((requested, promised) -> true);
        }
        ReferenceModel.Options options = new ReferenceModel.Options(
                role,
                firstSettings(limits, isClient && !push, !readsRfc7540),
                automatic,
                automatic,
                readsRfc7540,
                limits.maxConcurrentStreams(),
                limits.maxReservedStreams(),
                limits.maxInformational(),
                limits.rememberedClosedStreams(),
                limits.maxOutboundPerStream(),
                limits.maxOutboundTotal());
        return new ModelSide(builder.build(), options);
    }

    /** H2-SET-03. */
    private static Settings firstSettings(Limits limits, boolean noPush, boolean noRfc7540) {
        Settings settings = Settings.empty();
        if (limits.decoderTableSize() != 4_096) {
            settings = settings.and(SettingId.HEADER_TABLE_SIZE, limits.decoderTableSize());
        }
        if (noPush) {
            settings = settings.and(SettingId.ENABLE_PUSH, 0);
        }
        settings = settings.and(SettingId.MAX_CONCURRENT_STREAMS, limits.maxConcurrentStreams());
        if (limits.initialStreamWindow() != 65_535) {
            settings = settings.and(SettingId.INITIAL_WINDOW_SIZE, limits.initialStreamWindow());
        }
        settings = settings.and(SettingId.MAX_HEADER_LIST_SIZE, limits.maxHeaderListSize());
        return noRfc7540 ? settings.and(SettingId.NO_RFC7540_PRIORITIES, 1) : settings;
    }
}
