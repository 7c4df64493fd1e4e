package org.javahyper.h2;

import static org.javahyper.h2.Messages.OK;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.javahyper.h2.event.InformationalResponseReceived;
import org.javahyper.h2.event.ResponseReceived;
import org.javahyper.h2.event.StreamEnded;
import org.javahyper.http.Headers;
import org.javahyper.testkit.Spec;
import org.junit.jupiter.api.Test;

/** Header lists that nobody checks: what tells one block from another counts all the same. */
class UnvalidatedTest {
    @Test
    @Spec({"H2-HDR-40", "H2-HB-01"})
    void statusCountsWhereverItStands() {
        Kernel client =
                Kernel.of(H2Configuration.client().validateInboundHeaders(false).build());
        client.connection.sendHeaders(1, Messages.GET, true);
        String[] hints = {"x", "y", ":status", "103"};

        assertEquals(
                List.of(new InformationalResponseReceived(1, Headers.of(hints))),
                client.receive(client.peer.headers(1, false, hints)));
        assertEquals(
                List.of(new ResponseReceived(1, OK, true), new StreamEnded(1)),
                client.receive(client.peer.headers(1, true, ":status", "200", "server", "hyper")));
    }
}
