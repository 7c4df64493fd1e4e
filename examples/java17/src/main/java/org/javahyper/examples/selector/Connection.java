package org.javahyper.examples.selector;

import java.io.IOException;
import java.lang.System.Logger;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.javahyper.h2.ConnectionState;
import org.javahyper.h2.ErrorCode;
import org.javahyper.h2.H2Configuration;
import org.javahyper.h2.H2Connection;
import org.javahyper.h2.Limits;
import org.javahyper.h2.event.ConnectionFailed;
import org.javahyper.h2.event.DataReceived;
import org.javahyper.h2.event.H2Event;
import org.javahyper.h2.event.RequestReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.h2.event.StreamReset;
import org.jspecify.annotations.Nullable;

/**
 * One connection: the kernel, the channel it speaks through, and the exchanges that are under way.
 *
 * <p>It serves until the kernel is closed or time is up, and then it <em>leaves</em>: what the kernel has still to say is written, the output is
 * closed, input is read and thrown away for a moment, and the channel is closed.
 */
final class Connection {
    private static final Logger LOGGER = System.getLogger(SelectorServer.class.getName());

    private static final Limits LIMITS = Limits.builder()
            .connectionWindow(1_048_576)
            .maxOutboundPerStream(32_768)
            .maxOutboundTotal(262_144)
            .build();

    // Bodies that wait have a bound of their own, the one above; this one is for answers to PING and the like.
    private static final long MAX_UNWRITTEN = 2L * LIMITS.maxOutboundTotal();
    private static final int MAX_WRITES_IN_TURN = 16; // then it is the turn of other connections

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Patience patience;
    private final H2Connection kernel;
    private final Map<Integer, Exchange> exchanges = new LinkedHashMap<>(); // the first has the next turn
    private long lastRead = System.nanoTime();
    private long lastWrite = lastRead; // or when the leaving began
    private boolean inputEnded;
    private boolean leaving;

    /** A connection that was accepted; nothing is sent or received yet. */
    Connection(SocketChannel channel, Selector selector, Patience patience) throws IOException {
        this.channel = channel;
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
        this.patience = patience;
        this.kernel = new H2Connection(H2Configuration.server()
                .limits(LIMITS)
                .settingsTimeout(patience.settings())
                .build());
    }

    // What the selector's thread calls

    /** Says the first words; SETTINGS need not wait for the client's. */
    void begin() throws IOException {
        kernel.tick(System.nanoTime());
        kernel.initiate();
        proceed();
    }

    // snippet
    /** Does what the channel is ready for. */
    void ready(ByteBuffer input) throws IOException {
        if (key.isReadable()) {
            read(input);
        }
        proceed();
    }

    private void read(ByteBuffer input) throws IOException {
        int length = channel.read(input.clear());
        inputEnded = length < 0;
        lastRead = System.nanoTime();
        if (!leaving) {
            kernel.tick(lastRead).forEach(this::accept);
            List<H2Event> events = inputEnded ? kernel.receiveEndOfInput() : kernel.receiveData(input.flip());
            events.forEach(this::accept);
        }
    }

    /** Sends what can be sent, writes what can be written, and says what to wait for. */
    private void proceed() throws IOException {
        advanceExchanges();
        for (int i = 0; i < MAX_WRITES_IN_TURN && kernel.hasDataToSend() && write(); i++) {
            advanceExchanges(); // where output has gone out there is room for more
        }
        if (kernel.isClosed() && !leaving) {
            leave();
        }
        if (leaving && !kernel.hasDataToSend()) {
            finishOutput();
        }
        if (channel.isOpen()) {
            key.interestOps(interest());
        }
    }

    private boolean write() throws IOException {
        long written = channel.write(kernel.dataToSendAsBuffers());
        kernel.dataSent(written);
        if (written > 0) {
            lastWrite = System.nanoTime();
        }
        return written > 0;
    }

    private int interest() {
        boolean reads = leaving ? !inputEnded : kernel.pendingOctets() <= MAX_UNWRITTEN;
        return (reads ? SelectionKey.OP_READ : 0) | (kernel.hasDataToSend() ? SelectionKey.OP_WRITE : 0);
    }
    // end of snippet

    // snippet
    /** Takes no new streams; when those that are open have ended, so does the connection. */
    void goAway() throws IOException {
        if (!leaving) {
            kernel.shutdown();
            proceed();
        }
    }
    // end of snippet

    /** Looks at the clock. */
    void tick() throws IOException {
        long now = System.nanoTime();
        if (leaving) {
            if (Patience.isOver(isWorthWaiting() ? patience.quiet() : patience.farewell(), lastWrite, now)) {
                close();
            }
            return;
        }
        kernel.tick(now).forEach(this::accept);
        if (exchanges.isEmpty() && Patience.isOver(patience.quiet(), Math.max(lastRead, lastWrite), now)) {
            kernel.closeConnection(ErrorCode.NO_ERROR);
        } else if (!kernel.isClosed()) {
            exchanges.values().removeIf(exchange -> exchange.isGivenUp(patience.quiet(), now));
        }
        proceed();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Closes the channel at once, whatever is under way. */
    void close() {
        try {
            channel.close();
        } catch (IOException closedAnyway) {
            LOGGER.log(Logger.Level.DEBUG, "closing failed", closedAnyway);
        }
    }

    // Exchanges

    // snippet
    /** Notes what has happened. It sends nothing: by now a later event of the same list may have ended the stream. */
    private void accept(H2Event event) {
        if (event instanceof RequestReceived request) {
            exchanges.put(request.streamId(), Routes.open(kernel, request));
        } else if (event instanceof DataReceived data) {
            exchange(data.streamId()).received(data);
        } else if (event instanceof StreamEnded end) {
            exchange(end.streamId()).requestEnded();
        } else if (event instanceof StreamReset reset) {
            abandon(exchanges.remove(reset.streamId()));
        } else if (event instanceof ConnectionFailed failure) {
            LOGGER.log(Logger.Level.DEBUG, "The client broke the protocol: {0}", failure.reason());
        }
        // WindowUpdated and RemoteSettingsChanged need no case: after each read every exchange tries again.
    }
    // end of snippet

    /** A stream has an exchange from its request to its end. */
    private Exchange exchange(int streamId) {
        return Objects.requireNonNull(exchanges.get(streamId));
    }

    /** A stream may be reset for the sake of its request, which then never was an event. */
    private static void abandon(@Nullable Exchange exchange) {
        if (exchange != null) {
            exchange.abandon();
        }
    }

    /** Lets every exchange send what it can; the one that began goes to the end of the line, so that none is served for ever before the others. */
    private void advanceExchanges() {
        if (leaving || kernel.isClosed()) {
            return;
        }
        Iterator<Exchange> line = exchanges.values().iterator();
        if (line.hasNext()) {
            Exchange first = line.next();
            line.remove();
            exchanges.put(first.streamId(), first);
        }
        exchanges.values().removeIf(Exchange::advance);
    }

    // The end

    private void leave() {
        leaving = true;
        lastWrite = System.nanoTime();
        exchanges.clear();
    }

    // snippet
    /** Everything is written. Closing with input unread would be a TCP reset, which can swallow our last words; so the client closes first. */
    private void finishOutput() throws IOException {
        if (inputEnded) {
            channel.close();
        } else {
            channel.shutdownOutput();
        }
    }

    /** The rest of good output may take as long as any other; the rest of a connection that went wrong, and what is only to be read, may not. */
    private boolean isWorthWaiting() {
        return kernel.hasDataToSend() && kernel.isClosed() && kernel.connectionState() != ConnectionState.FAILED;
    }
    // end of snippet
}
