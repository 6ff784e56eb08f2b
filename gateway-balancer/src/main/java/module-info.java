/**
 * Many gateways as one.
 */
module org.gateway4j.balancer {
    requires transitive org.gateway4j;
    requires org.slf4j;

    exports org.gateway4j.balancer;
}
