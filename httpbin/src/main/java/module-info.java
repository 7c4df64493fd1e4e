/** A test and demonstration server over the HTTP/2 kernel. */
module org.javahyper.httpbin {
    requires transitive org.javahyper.h2;
    requires tools.jackson.core;
    requires static org.jspecify;

    exports org.javahyper.httpbin;
}
