/**
 * Metrics and observations of gateways, for Micrometer.
 */
module org.gateway4j.host.micrometer {
    requires transitive micrometer.commons;
    requires transitive micrometer.core;
    requires transitive micrometer.observation;
    requires transitive org.gateway4j;
    requires org.slf4j;

    exports org.gateway4j.host.micrometer;
}
