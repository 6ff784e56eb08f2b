/** Gateways behind the HTTP servers of Vert.x. */
module org.gateway4j.host.vertx {
    requires transitive io.vertx.core;
    requires transitive org.gateway4j.host;
    requires static transitive io.vertx.web;
    requires static io.vertx.auth.common;
    requires io.netty.transport;
    requires org.gateway4j.host.netty;
    requires org.slf4j;

    exports org.gateway4j.host.vertx;
}
