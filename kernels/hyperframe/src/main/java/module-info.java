/** HTTP/2 frames: reader, views and writer for machines, records for people. */
module org.javahyper.hyperframe {
    requires static org.jspecify;

    exports org.javahyper.hyperframe;
}
