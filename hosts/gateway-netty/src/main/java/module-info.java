/** Gateways behind Netty's HTTP codecs, and on its event loops. */
module org.gateway4j.host.netty {
    requires transitive io.netty.transport;
    requires io.netty.buffer;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.codec.http2;
    requires io.netty.common;
    requires io.netty.handler;
    requires io.netty.transport.classes.epoll;
    requires io.netty.transport.unix.common;
    requires transitive org.gateway4j.host;
    requires org.slf4j;
    requires static org.jspecify;

    exports org.gateway4j.host.netty;
}
