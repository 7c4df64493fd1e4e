package org.javahyper.benchmarks;

/** The contenders of {@link FrameBenchmark}. */
public enum FrameSubject {
    OURS(Samples.OURS),
    NETTY("Netty, array"),
    NETTY_DIRECT("Netty, direct buffer");

    private final String title;

    FrameSubject(String title) {
        this.title = title;
    }

    /** What it is called in a table. */
    String title() {
        return title;
    }

    FrameLibrary library() {
        return switch (this) {
            case OURS -> new HyperFrames();
            case NETTY -> new NettyFrames(false);
            case NETTY_DIRECT -> new NettyFrames(true);
        };
    }
}
