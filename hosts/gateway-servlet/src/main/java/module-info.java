/**
 * Gateways as a servlet or a filter of any Jakarta Servlet container.
 *
 * <p>The protocols are for {@linkplain org.gateway4j.host.servlet.GatewayServlet#GatewayServlet() init parameters}: each is needed
 * only where a parameter names it.
 */
module org.gateway4j.host.servlet {
    requires transitive jakarta.servlet;
    requires transitive org.gateway4j.host;
    requires org.slf4j;
    requires static org.gateway4j.ajp;
    requires static org.gateway4j.cgi;
    requires static org.gateway4j.fastcgi;
    requires static org.gateway4j.scgi;
    requires static org.gateway4j.uwsgi;

    exports org.gateway4j.host.servlet;
}
