package org.javahyper.h2;

import static org.javahyper.h2.Messages.GET;
import static org.javahyper.h2.Messages.POST;
import static org.javahyper.h2.Messages.body;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

/** Taking what waits to be sent: every octet once, in order, whichever way it is taken. */
class OutputTest {
    @Test
    @Spec({"X-BUF-04", "H2-OP-29", "H2-OP-30"})
    void everyMixOfDrainsYieldsTheSameOctets() {
        byte[] expected = talking().dataToSend();

        Property.forAll(300, draw -> {
            H2Connection client = talking();
            ByteArrayOutputStream taken = new ByteArrayOutputStream();
            while (client.hasDataToSend()) {
                long before = client.pendingOctets();
                int some = draw.integer(0, 20_000);
                int start = taken.size();
                switch (draw.integer(0, 5)) {
                    case 0 -> taken.writeBytes(client.dataToSend());
                    case 1, 2, 3 -> {
                        ByteBuffer target = ByteBuffer.allocate(some);
                        assertEquals(Math.min(some, before), client.dataToSend(target));
                        taken.write(target.array(), 0, target.position());
                    }
                    default -> gather(client, taken, (int) Math.min(some, before));
                }
                assertEquals(before - (taken.size() - start), client.pendingOctets());
            }
            assertArrayEquals(expected, taken.toByteArray());
        });
    }

    /** A gathering write that takes so many octets, wherever they end. */
    private static void gather(H2Connection client, ByteArrayOutputStream taken, int octets) {
        int left = octets;
        for (ByteBuffer view : client.dataToSendAsBuffers()) {
            byte[] part = new byte[Math.min(left, view.remaining())];
            view.get(part);
            taken.writeBytes(part);
            left -= part.length;
        }
        assertEquals(0, left);
        client.dataSent(octets);
    }

    @Test
    @Spec({"X-BUF-04", "H2-OP-30"})
    void viewsTakeNothing() {
        H2Connection client = talking();
        long before = client.pendingOctets();

        long viewed = 0;
        for (ByteBuffer view : client.dataToSendAsBuffers()) {
            viewed += view.remaining();
            view.position(view.limit());
        }

        assertEquals(before, viewed);
        assertEquals(before, client.pendingOctets());
        assertTrue(client.hasDataToSend());
        client.dataSent(before);
        assertFalse(client.hasDataToSend());
        assertEquals(0, client.dataToSendAsBuffers().length);
        assertEquals(0, client.dataToSend().length);
    }

    @Test
    @Spec({"X-BUF-04", "X-ATOM-01"})
    void moreThanWaitsCannotHaveBeenSent() {
        H2Connection client = talking();
        long before = client.pendingOctets();

        assertThrows(IllegalArgumentException.class, () -> client.dataSent(before + 1));
        assertThrows(IllegalArgumentException.class, () -> client.dataSent(-1));

        assertEquals(before, client.pendingOctets());
    }

    @Test
    @Spec({"H2-OP-31", "H2-CONN-09", "H2-LIM-17"})
    void clearedOutputIsGoneAndMakesRoom() {
        Limits limits = Limits.builder().maxOutboundPerStream(10).build();
        H2Connection client =
                new H2Connection(H2Configuration.client().limits(limits).build());
        client.initiate();
        client.sendHeaders(1, GET, false);
        client.sendData(1, ByteBuffer.allocate(4), false);
        client.sendDataByReference(1, ByteBuffer.allocate(6), false);
        client.dataToSend(ByteBuffer.allocate(30));

        client.clearOutput();

        assertFalse(client.hasDataToSend());
        assertEquals(0, client.pendingOctets());
        assertEquals(0, client.dataToSend().length);
        assertEquals(10, client.sendData(1, ByteBuffer.allocate(20), false));
        assertEquals(19, client.pendingOctets());
    }

    @Test
    @Spec({"H2-OP-31", "H2-CONN-09", "X-ATOM-03"})
    void outputOfAConnectionThatIsOverCanBeCleared() {
        H2Connection failed = talking();
        failed.receiveData(new byte[9]);
        H2Connection ended = talking();
        ended.receiveEndOfInput();

        for (H2Connection connection :
                List.of(failed, ended, new H2Connection(H2Configuration.client().build()))) {
            connection.clearOutput();
            connection.clearOutput();

            assertFalse(connection.hasDataToSend());
        }
    }

    /** A client that has queued headers, copied and lent bodies, and control frames. */
    private static H2Connection talking() {
        H2Connection client = new H2Connection(H2Configuration.client().build());
        client.initiate();
        client.sendHeaders(1, GET, false);
        client.sendDataByReference(1, ByteBuffer.wrap(body(20_000)), false);
        client.ping(7);
        client.sendHeaders(3, Messages.withLongField(POST, 20_000), false);
        client.sendData(3, ByteBuffer.wrap(body(30_000)), true);
        client.sendDataByReference(1, ByteBuffer.wrap(body(9)), true);
        return client;
    }
}
