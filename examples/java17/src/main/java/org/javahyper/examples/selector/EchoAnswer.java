package org.javahyper.examples.selector;

import java.nio.ByteBuffer;
import org.javahyper.http.Headers;

/** Sends the body of the request back while it comes. What it holds is bounded by the window of the stream. */
final class EchoAnswer implements Answer {
    private final Headers head;
    private ByteBuffer waiting = ByteBuffer.allocate(0); // from position to limit
    private boolean requestEnded;

    EchoAnswer(Headers head) {
        this.head = head;
    }

    @Override
    public Headers head() {
        return head;
    }

    /** Copies the octets: the view is gone when the next read fills its array, and they may wait longer than that. */
    @Override
    public void received(ByteBuffer data) {
        int needed = waiting.remaining() + data.remaining();
        if (needed <= waiting.capacity()) {
            waiting.compact();
        } else {
            waiting = ByteBuffer.allocate(Math.max(needed, 2 * waiting.capacity()))
                    .put(waiting);
        }
        waiting.put(data).flip();
    }

    @Override
    public void requestEnded() {
        requestEnded = true;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public ByteBuffer next() {
        return waiting;
    }

    @Override
    public boolean isLast() {
        return requestEnded;
    }

    @Override
    public int held() {
        return waiting.remaining();
    }
}
