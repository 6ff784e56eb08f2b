/**
 * A client of uwsgi.
 */
module org.gateway4j.uwsgi {
    requires transitive org.gateway4j;

    exports org.gateway4j.uwsgi;
}
