/** Gateways on the event loops of Netty. */
module org.gateway4j.host.netty {
    requires transitive org.gateway4j;
    requires transitive io.netty.transport;
    requires io.netty.common;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires org.slf4j;
    requires static org.jspecify;

    exports org.gateway4j.host.netty;
}
