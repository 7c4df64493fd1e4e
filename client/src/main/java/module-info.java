/** A blocking, thread-safe HTTP client over the kernels that starts no threads. */
module org.javahyper.client {
    requires transitive org.javahyper.h2;
    requires static org.jspecify;

    exports org.javahyper.client;
}
