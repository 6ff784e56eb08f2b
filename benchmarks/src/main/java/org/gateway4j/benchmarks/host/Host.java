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
import org.gateway4j.host.undertow.GatewayHandler;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.processes.JavaProgram;
import org.gateway4j.testkit.processes.ParentProcess;

/** The Java servers that are compared, each in a process of its own. */
public enum Host {

    /** Jetty with an answer of its own. */
    JETTY_STATIC,
    /** Jetty with a bare socket to a FastCGI application. */
    JETTY_BARE,
    /** Jetty with a gateway to a FastCGI application. */
    JETTY_GATEWAY,
    /** Jetty with a gateway to one CGI program. */
    JETTY_CGI,
    /** Jetty with its own FastCGI proxy. */
    JETTY_PROXY,
    /** Undertow with an answer of its own. */
    UNDERTOW_STATIC,
    /** Undertow with a bare socket to an AJP13 application. */
    UNDERTOW_BARE,
    /** Undertow with a gateway to a FastCGI application. */
    UNDERTOW_FASTCGI,
    /** Undertow with a gateway to an AJP13 application. */
    UNDERTOW_AJP,
    /** Undertow with a gateway to an AJP13 application, on its I/O threads. */
    UNDERTOW_LOOP,
    /** Undertow with its own AJP proxy. */
    UNDERTOW_PROXY,
    /** Netty with an answer of its own. */
    NETTY_STATIC,
    /** Netty with a gateway to a FastCGI application, on threads that block. */
    NETTY_BLOCKING,
    /** Netty with a gateway to a FastCGI application, on its I/O threads. */
    NETTY_LOOP,
    /** Tomcat with its CGIServlet, for one CGI program. */
    TOMCAT_CGI;

    private static final int CONNECTIONS = 64;

    /** Starts one before an application: an endpoint, or the path of a CGI program. */
    public HttpServer start(String application) throws IOException {
        return new Running(JavaProgram.start(Host.class, name(), application));
    }

    /** The process; takes the name of the server and the application. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
        System.setProperty("org.jboss.logging.provider", "slf4j");
        int port = valueOf(arguments[0]).startHere(arguments[1]);
        ParentProcess.tellReady("127.0.0.1:" + port);
        ParentProcess.exitWithIt();
    }

    /** Gives the port. */
    private int startHere(String application) throws Exception {
        return switch (this) {
            case JETTY_STATIC -> JettyHost.start(new JettyHost.StaticAnswer());
            case JETTY_BARE -> JettyHost.start(JettyHost.bare(bare(Workload.FASTCGI_GET, application)));
            case JETTY_GATEWAY ->
                JettyHost.start(new JettyGatewayHandler(fastCgi(application).build()));
            case JETTY_CGI -> JettyHost.start(new JettyGatewayHandler(cgi(application)));
            case JETTY_PROXY -> JettyHost.start(JettyHost.proxy(Endpoint.parse(application)));
            case UNDERTOW_STATIC -> UndertowHost.start(new UndertowHost.StaticAnswer());
            case UNDERTOW_BARE -> UndertowHost.start(UndertowHost.bare(bare(Workload.AJP_GET, application)));
            case UNDERTOW_FASTCGI ->
                UndertowHost.start(
                        new UndertowGatewayHandler(fastCgi(application).build()));
            case UNDERTOW_AJP ->
                UndertowHost.start(new UndertowGatewayHandler(ajp(application).build()));
            case UNDERTOW_LOOP ->
                UndertowHost.start(new GatewayHandler(ajp(application).buildAsync()));
            case UNDERTOW_PROXY -> UndertowHost.start(UndertowHost.proxy(Endpoint.parse(application), CONNECTIONS));
            case NETTY_STATIC -> NettyHost.startStatic();
            case NETTY_BLOCKING -> NettyHost.startBlocking(fastCgi(application).build(), CONNECTIONS);
            case NETTY_LOOP -> NettyHost.startLoop(fastCgi(application).buildAsync());
            case TOMCAT_CGI -> TomcatCgiHost.start(Path.of(application));
        };
    }

    private static BareExchange bare(Workload workload, String application) throws IOException {
        return BareExchange.with(workload, application, CONNECTIONS);
    }

    private static FastCgiGateway.Builder fastCgi(String application) {
        return FastCgiGateway.builder(Endpoint.parse(application))
                .scripts(ScriptMapper.script(BrowserRequest.SCRIPT))
                .pool(PoolConfig.of(CONNECTIONS));
    }

    private static AjpGateway.Builder ajp(String application) {
        return AjpGateway.builder(Endpoint.parse(application)).pool(PoolConfig.of(CONNECTIONS));
    }

    private static Gateway cgi(String program) {
        return CgiGateway.builder(CgiScriptMapper.executable(Path.of(program))).build();
    }

    private record Running(JavaProgram process) implements HttpServer {

        @Override
        public int port() {
            return ((Endpoint.Tcp) Endpoint.parse(process.address())).port();
        }

        @Override
        public ProcessHandle handle() {
            return process.handle();
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
