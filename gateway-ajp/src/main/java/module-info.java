/**
 * A client of AJP13.
 */
module org.gateway4j.ajp {
    requires transitive org.gateway4j;
    requires org.slf4j;

    exports org.gateway4j.ajp;
}
