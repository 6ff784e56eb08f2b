/** Gateways behind Jetty's core server. */
module org.gateway4j.host.jetty {
    requires transitive org.eclipse.jetty.server;
    requires org.eclipse.jetty.security;
    requires transitive org.gateway4j.host;

    exports org.gateway4j.host.jetty;
}
