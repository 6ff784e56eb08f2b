package org.gateway4j.host.undertow;

import io.undertow.security.api.SecurityContext;
import io.undertow.security.idm.Account;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.HeaderValues;
import java.net.InetSocketAddress;
import org.gateway4j.host.HostRequest;
import org.jspecify.annotations.Nullable;

/** Tells a relay what Undertow knows of a request. */
final class RequestFacts {

    private RequestFacts() {}

    /** The request without its body, with the view of client and scheme that the handlers before have. */
    static HostRequest hostRequest(HttpServerExchange undertow) {
        HostRequest facts = HostRequest.of(undertow.getRequestMethod().toString(), target(undertow))
                .protocol(undertow.getProtocol().toString())
                .secure(isSecure(undertow))
                .tls(undertow.getConnection().getSslSession());
        for (HeaderValues values : undertow.getRequestHeaders()) {
            for (String value : values) {
                facts.field(values.getHeaderName().toString(), value);
            }
        }
        addAddresses(facts, undertow);
        addUser(facts, undertow.getSecurityContext());
        return facts;
    }

    /** Undertow has split the target, and tells an empty query from none no more. */
    private static String target(HttpServerExchange undertow) {
        String query = undertow.getQueryString();
        return query.isEmpty() ? undertow.getRequestURI() : undertow.getRequestURI() + "?" + query;
    }

    /** Over HTTP/2, the scheme is what the client says. Over HTTP/1, it is that of the connection unless a handler knows better. */
    private static boolean isSecure(HttpServerExchange undertow) {
        ServerConnection connection = undertow.getConnection();
        return connection.getSslSession() != null || undertow.isHttp11() && "https".equals(undertow.getRequestScheme());
    }

    private static void addAddresses(HostRequest facts, HttpServerExchange undertow) {
        InetSocketAddress client = undertow.getSourceAddress();
        if (client != null && client.isUnresolved()) {
            facts.remoteAddress(client.getHostString(), client.getPort());
        } else {
            facts.remoteAddress(client);
        }
        facts.localAddress(undertow.getDestinationAddress());
    }

    private static void addUser(HostRequest facts, @Nullable SecurityContext security) {
        Account account = security == null ? null : security.getAuthenticatedAccount();
        if (security != null && account != null) {
            facts.user(account.getPrincipal().getName(), security.getMechanismName());
        }
    }
}
