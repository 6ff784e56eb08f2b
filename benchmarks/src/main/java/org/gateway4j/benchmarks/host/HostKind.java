package org.gateway4j.benchmarks.host;

import java.io.IOException;
import java.nio.file.Path;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.PoolConfig;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.benchmarks.client.BrowserRequest;
import org.gateway4j.benchmarks.client.Workload;
import org.gateway4j.cgi.CgiGateway;
import org.gateway4j.cgi.CgiScriptMapper;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.script.ScriptMapper;

/** What a {@link HostProcess} runs. */
public enum HostKind {

    /** Jetty with an answer of its own. */
    JETTY_STATIC {
        @Override
        int start(String application) throws Exception {
            return JettyHost.start(new JettyHost.StaticAnswer());
        }
    },

    /** Jetty with a bare socket to a FastCGI application. */
    JETTY_BARE {
        @Override
        int start(String application) throws Exception {
            return JettyHost.start(JettyHost.bare(bare(Workload.FASTCGI_GET, application)));
        }
    },

    /** Jetty with a gateway to a FastCGI application. */
    JETTY_GATEWAY {
        @Override
        int start(String application) throws Exception {
            return JettyHost.start(new JettyGatewayHandler(fastCgi(application)));
        }
    },

    /** Jetty with a gateway to one CGI program. */
    JETTY_CGI {
        @Override
        int start(String application) throws Exception {
            Gateway gateway = CgiGateway.builder(CgiScriptMapper.executable(Path.of(application)))
                    .build();
            return JettyHost.start(new JettyGatewayHandler(gateway));
        }
    },

    /** Jetty with its own FastCGI proxy. */
    JETTY_PROXY {
        @Override
        int start(String application) throws Exception {
            return JettyHost.start(JettyHost.proxy(Endpoint.parse(application)));
        }
    },

    /** Undertow with an answer of its own. */
    UNDERTOW_STATIC {
        @Override
        int start(String application) {
            return UndertowHost.start(new UndertowHost.StaticAnswer());
        }
    },

    /** Undertow with a bare socket to an AJP13 application. */
    UNDERTOW_BARE {
        @Override
        int start(String application) throws Exception {
            return UndertowHost.start(UndertowHost.bare(bare(Workload.AJP_GET, application)));
        }
    },

    /** Undertow with a gateway to a FastCGI application. */
    UNDERTOW_FASTCGI {
        @Override
        int start(String application) {
            return UndertowHost.start(new UndertowGatewayHandler(fastCgi(application)));
        }
    },

    /** Undertow with a gateway to an AJP13 application. */
    UNDERTOW_AJP {
        @Override
        int start(String application) {
            Gateway gateway = AjpGateway.builder(Endpoint.parse(application))
                    .pool(PoolConfig.of(CONNECTIONS))
                    .build();
            return UndertowHost.start(new UndertowGatewayHandler(gateway));
        }
    },

    /** Undertow with its own AJP proxy. */
    UNDERTOW_PROXY {
        @Override
        int start(String application) {
            return UndertowHost.start(UndertowHost.proxy(Endpoint.parse(application), CONNECTIONS));
        }
    },

    /** Tomcat with its CGIServlet, for one CGI program. */
    TOMCAT_CGI {
        @Override
        int start(String application) throws Exception {
            return TomcatCgiHost.start(Path.of(application));
        }
    };

    private static final int CONNECTIONS = 64;

    /** Starts it in this process; returns its port. */
    abstract int start(String application) throws Exception;

    private static BareExchange bare(Workload workload, String application) throws IOException {
        return BareExchange.with(workload, application, CONNECTIONS);
    }

    private static Gateway fastCgi(String application) {
        return FastCgiGateway.builder(Endpoint.parse(application))
                .scripts(ScriptMapper.script(BrowserRequest.SCRIPT))
                .pool(PoolConfig.of(CONNECTIONS))
                .build();
    }
}
