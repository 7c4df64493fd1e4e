package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.HINTS;
import static org.javahyper.h2.Messages.OK;
import static org.javahyper.h2.Messages.POST;
import static org.javahyper.h2.StreamState.CLOSED;
import static org.javahyper.h2.StreamState.HALF_CLOSED_LOCAL;
import static org.javahyper.h2.StreamState.HALF_CLOSED_REMOTE;
import static org.javahyper.h2.StreamState.IDLE;
import static org.javahyper.h2.StreamState.OPEN;
import static org.javahyper.h2.StreamState.RESERVED_LOCAL;
import static org.javahyper.h2.StreamState.RESERVED_REMOTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * All ways in which a stream can come into the columns of docs/spec/behaviours.md, 4.6 and 4.7, as far as its tables tell them apart.
 *
 * <p>The stream is 3 if a request opens it and 2 if it is pushed; stream 1 is open in both directions and stays so. Names begin with the role.
 */
enum StreamSituation {
    // spotless:off
    CLIENT_IDLE_OWN                 (3, IDLE,               "own",          (kernel, id) -> {}),
    CLIENT_IDLE_PEER                (2, IDLE,               "peer",         (kernel, id) -> {}),
    CLIENT_RESERVED                 (2, RESERVED_REMOTE,    "early pushed", StreamSituation::promised),
    CLIENT_OPEN                     (3, OPEN,               "early",        StreamSituation::ask),
    CLIENT_OPEN_FINAL               (3, OPEN,               "final",        steps(StreamSituation::ask, StreamSituation::answered)),
    CLIENT_HALF_CLOSED_LOCAL        (3, HALF_CLOSED_LOCAL,  "early",        StreamSituation::askAll),
    CLIENT_HALF_CLOSED_LOCAL_FINAL  (3, HALF_CLOSED_LOCAL,  "final",        steps(StreamSituation::askAll, StreamSituation::answered)),
    CLIENT_HALF_CLOSED_LOCAL_PUSHED (2, HALF_CLOSED_LOCAL,  "early pushed", steps(StreamSituation::promised, StreamSituation::hinted)),
    CLIENT_HALF_CLOSED_LOCAL_PUSHED_FINAL
                                    (2, HALF_CLOSED_LOCAL,  "final pushed", steps(StreamSituation::promised, StreamSituation::answered)),
    CLIENT_HALF_CLOSED_REMOTE       (3, HALF_CLOSED_REMOTE, "final",        steps(StreamSituation::ask, StreamSituation::answeredAll)),

    SERVER_IDLE_OWN                 (2, IDLE,               "own",          (kernel, id) -> {}),
    SERVER_IDLE_PEER                (3, IDLE,               "peer",         (kernel, id) -> {}),
    SERVER_RESERVED                 (2, RESERVED_LOCAL,     "early pushed", StreamSituation::promise),
    SERVER_OPEN                     (3, OPEN,               "early",        StreamSituation::asked),
    SERVER_OPEN_FINAL               (3, OPEN,               "final",        steps(StreamSituation::asked, StreamSituation::answer)),
    SERVER_HALF_CLOSED_LOCAL        (3, HALF_CLOSED_LOCAL,  "final",        steps(StreamSituation::asked, StreamSituation::answerAll)),
    SERVER_HALF_CLOSED_REMOTE       (3, HALF_CLOSED_REMOTE, "early",        StreamSituation::askedAll),
    SERVER_HALF_CLOSED_REMOTE_FINAL (3, HALF_CLOSED_REMOTE, "final",        steps(StreamSituation::askedAll, StreamSituation::answer)),
    SERVER_HALF_CLOSED_REMOTE_PUSHED(2, HALF_CLOSED_REMOTE, "early pushed", steps(StreamSituation::promise, StreamSituation::hint)),
    SERVER_HALF_CLOSED_REMOTE_PUSHED_FINAL
                                    (2, HALF_CLOSED_REMOTE, "final pushed", steps(StreamSituation::promise, StreamSituation::answer)),

    CLIENT_ENDED                    (3, CLOSED, "ENDED",               steps(StreamSituation::askAll, StreamSituation::answeredAll)),
    CLIENT_ENDED_PUSHED             (2, CLOSED, "ENDED pushed",        steps(StreamSituation::promised, StreamSituation::answeredAll)),
    CLIENT_SENT_RST                 (3, CLOSED, "SENT_RST",            steps(StreamSituation::ask, StreamSituation::reset)),
    CLIENT_SENT_RST_PUSHED          (2, CLOSED, "SENT_RST pushed",     steps(StreamSituation::promised, StreamSituation::reset)),
    CLIENT_REFUSED_PUSHED           (2, CLOSED, "REFUSED pushed",      StreamSituation::promised),
    CLIENT_RECEIVED_RST             (3, CLOSED, "RECEIVED_RST",        steps(StreamSituation::ask, StreamSituation::wasReset)),
    CLIENT_RECEIVED_RST_PUSHED      (2, CLOSED, "RECEIVED_RST pushed", steps(StreamSituation::promised, StreamSituation::wasReset)),
    CLIENT_RECEIVED_RST_ANSWERED    (3, CLOSED, "SENT_RST",            steps(StreamSituation::ask, StreamSituation::wasResetAndGoesOn)),
    CLIENT_IMPLICIT                 (3, CLOSED, "IMPLICIT",            (kernel, id) -> ask(kernel, id + 2)),
    CLIENT_IMPLICIT_PUSHED          (2, CLOSED, "IMPLICIT pushed",     (kernel, id) -> promised(kernel, id + 2)),
    CLIENT_UNKNOWN                  (3, CLOSED, "UNKNOWN",             thrice(steps(StreamSituation::askAll, StreamSituation::answeredAll))),
    CLIENT_UNKNOWN_PUSHED           (2, CLOSED, "UNKNOWN pushed",      thrice(steps(StreamSituation::promised, StreamSituation::answeredAll))),

    SERVER_ENDED                    (3, CLOSED, "ENDED",               steps(StreamSituation::askedAll, StreamSituation::answerAll)),
    SERVER_ENDED_PUSHED             (2, CLOSED, "ENDED pushed",        steps(StreamSituation::promise, StreamSituation::answerAll)),
    SERVER_SENT_RST                 (3, CLOSED, "SENT_RST",            steps(StreamSituation::asked, StreamSituation::reset)),
    SERVER_SENT_RST_PUSHED          (2, CLOSED, "SENT_RST pushed",     steps(StreamSituation::promise, StreamSituation::reset)),
    SERVER_REFUSED                  (3, CLOSED, "REFUSED",             StreamSituation::asked),
    SERVER_RECEIVED_RST             (3, CLOSED, "RECEIVED_RST",        steps(StreamSituation::asked, StreamSituation::wasReset)),
    SERVER_RECEIVED_RST_PUSHED      (2, CLOSED, "RECEIVED_RST pushed", steps(StreamSituation::promise, StreamSituation::wasReset)),
    SERVER_RECEIVED_RST_ANSWERED    (3, CLOSED, "SENT_RST",            steps(StreamSituation::asked, StreamSituation::wasResetAndGoesOn)),
    SERVER_IMPLICIT                 (3, CLOSED, "IMPLICIT",            (kernel, id) -> asked(kernel, id + 2)),
    SERVER_IMPLICIT_PUSHED          (2, CLOSED, "IMPLICIT pushed",     (kernel, id) -> promise(kernel, id + 2)),
    SERVER_UNKNOWN                  (3, CLOSED, "UNKNOWN",             thrice(steps(StreamSituation::askedAll, StreamSituation::answerAll))),
    SERVER_UNKNOWN_PUSHED           (2, CLOSED, "UNKNOWN pushed",      thrice(steps(StreamSituation::promise, StreamSituation::answerAll)));
    // spotless:on

    final int streamId;
    final StreamState state;
    final Role role = name().startsWith("CLIENT") ? Role.CLIENT : Role.SERVER;

    private final String facts;

    @SuppressWarnings("ImmutableEnumChecker") // lambdas without a state
    private final BiConsumer<Kernel, Integer> steps;

    StreamSituation(int streamId, StreamState state, String facts, BiConsumer<Kernel, Integer> steps) {
        this.streamId = streamId;
        this.state = state;
        this.facts = role.name().toLowerCase(Locale.ROOT) + " " + facts;
        this.steps = steps;
    }

    /** What the conditions of the tables ask for, and what the heads of columns say. */
    Set<String> facts() {
        return Set.of(facts.split(" ", -1));
    }

    boolean is(String fact) {
        return facts().contains(fact);
    }

    /** Whether a column of section 4.6, or of 4.7 for closed streams, is about this. */
    boolean isIn(String column) {
        if (column.startsWith("IDLE")) {
            return state == IDLE && is(column.contains("own") ? "own" : "peer");
        }
        return column.equals(state.name())
                || Arrays.stream(column.split(" / ", -1)).anyMatch(this::is);
    }

    /** Whether a column is no state of streams in a role. */
    static boolean isNone(Role role, String column) {
        return Arrays.stream(values()).noneMatch(situation -> situation.role == role && situation.isIn(column));
    }

    /** A kernel with the stream in the state, and with nothing to send. */
    Kernel kernel() {
        Kernel kernel = connected();
        if (role == Role.CLIENT) {
            kernel.connection.sendHeaders(1, POST, false);
        } else {
            kernel.receive(kernel.peer.headers(1, false, FrameFactory.POST));
        }
        steps.accept(kernel, streamId);
        kernel.sent();
        assertEquals(state, kernel.connection.streamState(streamId));
        assertTrue(
                kernel.connection
                        .closedReason(streamId)
                        .map(ClosedReason::name)
                        .map(this::is)
                        .orElse(true),
                () -> this + ": " + kernel.connection.closedReason(streamId));
        return kernel;
    }

    private Kernel connected() {
        H2Configuration.Builder configuration =
                role == Role.CLIENT ? H2Configuration.client().enablePush(!is("REFUSED")) : H2Configuration.server();
        Limits limits = Limits.builder()
                .rememberedClosedStreams(3)
                .maxConcurrentStreams(role == Role.SERVER && is("REFUSED") ? 1 : 100)
                .build();
        Kernel kernel = Kernel.fresh(
                configuration.limits(limits).priorityScheme(PriorityScheme.BOTH).build());
        kernel.connection.initiate();
        if (role == Role.SERVER) {
            kernel.receive(FrameFactory.preface());
        }
        kernel.receive(FrameFactory.settings());
        if (!is("REFUSED")) { // a promise is refused as long as the server may not know that we want none
            kernel.receive(FrameFactory.settingsAck());
        }
        kernel.connection.dataToSend();
        return kernel;
    }

    // Steps of the kernel, and of its peer

    private static void ask(Kernel kernel, int streamId) {
        kernel.connection.sendHeaders(streamId, POST, false);
    }

    private static void askAll(Kernel kernel, int streamId) {
        kernel.connection.sendHeaders(streamId, GET, true);
    }

    private static void asked(Kernel kernel, int streamId) {
        kernel.receive(kernel.peer.headers(streamId, false, FrameFactory.POST));
    }

    private static void askedAll(Kernel kernel, int streamId) {
        kernel.receive(kernel.peer.headers(streamId, true, FrameFactory.GET));
    }

    private static void hint(Kernel kernel, int streamId) {
        kernel.connection.sendHeaders(streamId, HINTS, false);
    }

    private static void hinted(Kernel kernel, int streamId) {
        kernel.receive(kernel.peer.headers(streamId, false, ":status", "103"));
    }

    private static void answer(Kernel kernel, int streamId) {
        kernel.connection.sendHeaders(streamId, OK, false);
    }

    private static void answerAll(Kernel kernel, int streamId) {
        kernel.connection.sendHeaders(streamId, OK, true);
    }

    private static void answered(Kernel kernel, int streamId) {
        kernel.receive(kernel.peer.headers(streamId, false, ":status", "200"));
    }

    private static void answeredAll(Kernel kernel, int streamId) {
        kernel.receive(kernel.peer.headers(streamId, true, ":status", "200"));
    }

    private static void promise(Kernel kernel, int streamId) {
        kernel.connection.pushStream(1, streamId, GET);
    }

    private static void promised(Kernel kernel, int streamId) {
        kernel.receive(kernel.peer.pushPromise(1, streamId, FrameFactory.GET));
    }

    private static void reset(Kernel kernel, int streamId) {
        kernel.connection.resetStream(streamId, ErrorCode.CANCEL);
    }

    private static void wasReset(Kernel kernel, int streamId) {
        kernel.receive(FrameFactory.rstStream(streamId, ErrorCode.CANCEL));
    }

    private static void wasResetAndGoesOn(Kernel kernel, int streamId) {
        kernel.receive(FrameFactory.rstStream(streamId, ErrorCode.CANCEL), FrameFactory.data(streamId, 1, false));
    }

    private static BiConsumer<Kernel, Integer> steps(
            BiConsumer<Kernel, Integer> first, BiConsumer<Kernel, Integer> second) {
        return first.andThen(second);
    }

    /** With streams that close after the first one, until that is forgotten. */
    private static BiConsumer<Kernel, Integer> thrice(BiConsumer<Kernel, Integer> steps) {
        return (kernel, streamId) -> {
            for (int i = 0; i <= 3; i++) {
                steps.accept(kernel, streamId + 2 * i);
            }
        };
    }
}
