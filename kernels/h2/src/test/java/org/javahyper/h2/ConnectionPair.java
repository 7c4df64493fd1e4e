package org.javahyper.h2;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.javahyper.h2.event.H2Event;
import org.javahyper.testkit.Property;
import org.javahyper.testkit.Splits;

/** A client and a server kernel back to back, with the wire between them in the hands of the test. */
final class ConnectionPair {
    final H2Connection client;
    final H2Connection server;
    final List<H2Event> clientEvents = new ArrayList<>();
    final List<H2Event> serverEvents = new ArrayList<>();

    private final Function<byte[], List<byte[]>> cut;

    ConnectionPair() {
        this(H2Configuration.client().build(), H2Configuration.server().build(), List::of);
    }

    /** A pair whose wire cuts whatever is sent at once into parts. */
    ConnectionPair(H2Configuration client, H2Configuration server, Function<byte[], List<byte[]>> cut) {
        this.client = new H2Connection(client);
        this.server = new H2Connection(server);
        this.cut = cut;
    }

    /** Holds a conversation with the octets whole, one by one, and cut at random. */
    static void atAnyCut(H2Configuration client, H2Configuration server, Consumer<ConnectionPair> conversation) {
        conversation.accept(new ConnectionPair(client, server, List::of));
        conversation.accept(new ConnectionPair(client, server, Splits::octets));
        Property.forAll(30, draw -> conversation.accept(new ConnectionPair(client, server, draw::cuts)));
    }

    /** What the client has seen since the last call, DATA joined. */
    List<H2Event> clientSaw() {
        return taken(clientEvents);
    }

    /** What the server has seen since the last call, DATA joined. */
    List<H2Event> serverSaw() {
        return taken(serverEvents);
    }

    private static List<H2Event> taken(List<H2Event> events) {
        List<H2Event> joined = Events.joined(events);
        events.clear();
        return joined;
    }

    /** Both sides have initiated and acknowledged; events so far are forgotten. */
    ConnectionPair connected() {
        client.initiate();
        server.initiate();
        exchange();
        clientEvents.clear();
        serverEvents.clear();
        return this;
    }

    /** Moves octets both ways until neither side has anything to send. */
    void exchange() {
        while (client.hasDataToSend() || server.hasDataToSend()) {
            toServer();
            toClient();
        }
    }

    void toServer() {
        move(client, server, serverEvents);
    }

    void toClient() {
        move(server, client, clientEvents);
    }

    private void move(H2Connection from, H2Connection to, List<H2Event> events) {
        for (byte[] part : cut.apply(from.dataToSend())) {
            events.addAll(to.receiveData(part));
        }
    }

    /** The events of one side that are of a kind. */
    static <E extends H2Event> List<E> only(List<H2Event> events, Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
