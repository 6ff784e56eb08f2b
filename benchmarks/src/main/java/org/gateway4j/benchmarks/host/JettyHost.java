package org.gateway4j.benchmarks.host;

import java.nio.ByteBuffer;
import org.eclipse.jetty.fcgi.proxy.FastCGIProxyHandler;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.gateway4j.Endpoint;
import org.gateway4j.benchmarks.client.BrowserRequest;

/** Jetty's core server, as it is by default. */
final class JettyHost {

    private JettyHost() {}

    static int start(Handler handler) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(handler);
        server.start();
        return connector.getLocalPort();
    }

    /** Every path is the one script. */
    static Handler proxy(Endpoint endpoint) {
        String authority = endpoint instanceof Endpoint.Tcp ? endpoint.toString() : "localhost";
        HttpURI script = HttpURI.from("http://" + authority + "/" + BrowserRequest.SCRIPT.getFileName());
        FastCGIProxyHandler proxy = new FastCGIProxyHandler(request -> script, BrowserRequest.ROOT.toString());
        if (endpoint instanceof Endpoint.Unix unix) {
            proxy.setUnixDomainPath(unix.path());
        }
        return proxy;
    }

    /** The same answer to all. */
    static final class StaticAnswer extends Handler.Abstract.NonBlocking {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            for (int i = 0; i < StaticContent.HEADERS.length; i += 2) {
                response.getHeaders().put(StaticContent.HEADERS[i], StaticContent.HEADERS[i + 1]);
            }
            response.write(true, ByteBuffer.wrap(StaticContent.BODY), callback);
            return true;
        }
    }

    /** The same answer after a bare exchange, on a thread that may block. */
    static Handler bare(BareExchange exchange) {
        Handler answer = new StaticAnswer();
        return new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                exchange.run();
                return answer.handle(request, response, callback);
            }
        };
    }
}
