/** Gateways behind Undertow, and on its I/O threads. */
// The modules of Undertow have no names of their own yet.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module org.gateway4j.host.undertow {
    requires transitive org.gateway4j.host;
    requires transitive undertow.core;
    requires transitive xnio.api;
    requires java.logging;
    requires org.slf4j;
    requires static org.jspecify;

    exports org.gateway4j.host.undertow;
}
