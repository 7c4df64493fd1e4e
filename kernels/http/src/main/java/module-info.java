/** The vocabulary of HTTP: header lists, names and field grammar, and the output queue of the kernels. */
@SuppressWarnings("module") // the siblings are not visible yet when this module is compiled
module org.javahyper.http {
    requires static org.jspecify;

    exports org.javahyper.http;
    exports org.javahyper.http.internal to
            org.javahyper.hpack,
            org.javahyper.h2,
            org.javahyper.h11;
}
