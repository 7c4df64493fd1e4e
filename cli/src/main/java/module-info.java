/** The {@code hyper} command. */
module org.javahyper.cli {
    requires org.javahyper.client;
    requires org.javahyper.httpbin;
    requires info.picocli;
    requires tools.jackson.core;
    requires static org.jspecify;

    opens org.javahyper.cli to
            info.picocli;
}
