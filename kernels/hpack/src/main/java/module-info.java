/** HPACK, the header compression of HTTP/2 (RFC 7541). */
module org.javahyper.hpack {
    requires static org.jspecify;
    requires transitive org.javahyper.http;

    exports org.javahyper.hpack;

    uses org.javahyper.hpack.HpackProvider;
}
