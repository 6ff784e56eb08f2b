/**
 * A host of CGI/1.1 programs.
 */
module org.gateway4j.cgi {
    requires transitive org.gateway4j;
    requires org.slf4j;

    exports org.gateway4j.cgi;
}
