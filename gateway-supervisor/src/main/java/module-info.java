/**
 * FastCGI applications that are started and looked after.
 */
module org.gateway4j.supervisor {
    requires transitive org.gateway4j.fastcgi;
    requires transitive org.gateway4j.balancer;
    requires org.slf4j;

    exports org.gateway4j.supervisor;
}
