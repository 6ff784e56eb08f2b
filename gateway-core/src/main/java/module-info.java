/** The interface to applications behind FastCGI, AJP13, CGI, SCGI and uwsgi, and the code that the protocols share. */
// The protocol modules that are named here are built after this one.
@SuppressWarnings("module")
module org.gateway4j {
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports org.gateway4j;
    exports org.gateway4j.async;
    exports org.gateway4j.script;
    exports org.gateway4j.internal.blocking to
            org.gateway4j.fastcgi,
            org.gateway4j.ajp,
            org.gateway4j.cgi,
            org.gateway4j.scgi,
            org.gateway4j.uwsgi;
    exports org.gateway4j.internal.body to
            org.gateway4j.fastcgi,
            org.gateway4j.ajp,
            org.gateway4j.cgi,
            org.gateway4j.balancer;
    exports org.gateway4j.internal.cgi to
            org.gateway4j.fastcgi,
            org.gateway4j.ajp,
            org.gateway4j.cgi,
            org.gateway4j.scgi,
            org.gateway4j.uwsgi;
    exports org.gateway4j.internal.eventloop to
            org.gateway4j.fastcgi,
            org.gateway4j.ajp,
            org.gateway4j.scgi,
            org.gateway4j.uwsgi,
            org.gateway4j.host.netty,
            org.gateway4j.host.undertow;
    exports org.gateway4j.internal.exchange to
            org.gateway4j.fastcgi,
            org.gateway4j.ajp,
            org.gateway4j.cgi,
            org.gateway4j.scgi,
            org.gateway4j.uwsgi;
    exports org.gateway4j.internal.files to
            org.gateway4j.fastcgi,
            org.gateway4j.cgi;
    exports org.gateway4j.internal.http to
            org.gateway4j.fastcgi,
            org.gateway4j.ajp,
            org.gateway4j.cgi,
            org.gateway4j.scgi,
            org.gateway4j.uwsgi;
    exports org.gateway4j.internal.pool to
            org.gateway4j.fastcgi,
            org.gateway4j.ajp,
            org.gateway4j.cgi,
            org.gateway4j.scgi,
            org.gateway4j.uwsgi;
    exports org.gateway4j.internal.process to
            org.gateway4j.cgi;
    exports org.gateway4j.internal.protocol to
            org.gateway4j.fastcgi,
            org.gateway4j.ajp,
            org.gateway4j.cgi,
            org.gateway4j.scgi,
            org.gateway4j.uwsgi;
    exports org.gateway4j.internal.script to
            org.gateway4j.fastcgi,
            org.gateway4j.scgi,
            org.gateway4j.uwsgi;
    exports org.gateway4j.internal.wire to
            org.gateway4j.fastcgi,
            org.gateway4j.ajp,
            org.gateway4j.cgi,
            org.gateway4j.scgi,
            org.gateway4j.uwsgi,
            org.gateway4j.host.netty,
            org.gateway4j.host.undertow;
}
