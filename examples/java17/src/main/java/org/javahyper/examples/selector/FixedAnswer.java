package org.javahyper.examples.selector;

import java.nio.ByteBuffer;
import org.javahyper.http.Headers;

/** An answer that does not depend on the body of the request: a block of octets, again and again up to a length. */
final class FixedAnswer implements Answer {
    private final Headers head;
    private final ByteBuffer block;
    private final long maxDiscarded;
    private ByteBuffer next = ByteBuffer.allocate(0);
    private long left; // after next
    private long discarded;
    private boolean requestEnded;

    /**
     * An answer.
     *
     * @param block from its position to its limit
     * @param length octets of the body, 0 or more
     * @param maxDiscarded octets of the request that are awaited; a client that sends more is answered before it has ended, and stopped
     */
    FixedAnswer(Headers head, ByteBuffer block, long length, long maxDiscarded) {
        this.head = head;
        this.block = block;
        this.left = length;
        this.maxDiscarded = maxDiscarded;
    }

    @Override
    public Headers head() {
        return head;
    }

    @Override
    public void received(ByteBuffer data) {
        discarded += data.remaining();
    }

    @Override
    public void requestEnded() {
        requestEnded = true;
    }

    @Override
    public boolean isReady() {
        return requestEnded || discarded >= maxDiscarded;
    }

    @Override
    public ByteBuffer next() {
        if (!next.hasRemaining() && left > 0) {
            int length = (int) Math.min(block.remaining(), left);
            next = block.slice().limit(length);
            left -= length;
        }
        return next;
    }

    @Override
    public boolean isLast() {
        return left == 0;
    }

    @Override
    public int held() {
        return 0;
    }
}
