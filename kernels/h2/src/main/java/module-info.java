/** The HTTP/2 connection kernel: bytes in, events out; actions in, bytes out. */
@SuppressWarnings("module") // the 2 is the protocol's
module org.javahyper.h2 {
    requires transitive org.javahyper.http;
    requires transitive org.javahyper.hyperframe;
    requires org.javahyper.hpack;
    requires static org.jspecify;

    exports org.javahyper.h2;
    exports org.javahyper.h2.event;
}
