/** Gateways behind the HTTP server of the JDK. */
module org.gateway4j.host.jdk {
    requires transitive jdk.httpserver;
    requires transitive org.gateway4j.host;

    exports org.gateway4j.host.jdk;
}
