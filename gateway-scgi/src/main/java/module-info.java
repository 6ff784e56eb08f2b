/**
 * A client of SCGI.
 */
module org.gateway4j.scgi {
    requires transitive org.gateway4j;

    exports org.gateway4j.scgi;
}
