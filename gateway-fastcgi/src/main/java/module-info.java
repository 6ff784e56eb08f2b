/**
 * A client of FastCGI 1.0.
 */
module org.gateway4j.fastcgi {
    requires transitive org.gateway4j;
    requires org.slf4j;

    exports org.gateway4j.fastcgi;
}
