package org.javahyper.benchmarks;

/** The contenders of {@link FrameBenchmark}. */
public enum FrameSubject {
    OURS(Samples.OURS),
    NETTY("Netty, buffer of a channel"),
    NETTY_ARRAY("Netty, array");

    private final String title;

    FrameSubject(String title) {
        this.title = title;
    }

    Contender contender() {
        return Contender.of(title);
    }

    FrameLibrary frames(FrameInput input) {
        return switch (this) {
            case OURS -> new HyperFrames(input);
            case NETTY -> new NettyFrames(input, true);
            case NETTY_ARRAY -> new NettyFrames(input, false);
        };
    }
}
