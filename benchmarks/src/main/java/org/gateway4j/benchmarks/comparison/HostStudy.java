package org.gateway4j.benchmarks.comparison;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.gateway4j.benchmarks.client.BrowserRequest;
import org.gateway4j.benchmarks.client.HelloScript;
import org.gateway4j.benchmarks.host.HostKind;
import org.gateway4j.benchmarks.host.HostProcess;
import org.gateway4j.benchmarks.host.HttpServer;
import org.gateway4j.benchmarks.host.Httpd;
import org.gateway4j.benchmarks.host.Nginx;
import org.gateway4j.benchmarks.load.LoadProcess;
import org.gateway4j.benchmarks.responder.ResponderProcess;
import org.gateway4j.benchmarks.responder.Service;

/** The whole path through a server: its rate, and the processor time of its process. */
final class HostStudy implements Study {

    private static final int CONNECTIONS = 16;

    @Override
    public void run(Plan usual, Consumer<Result> results) throws Exception {
        Plan plan = usual.forServers();
        try (LoadProcess load = LoadProcess.start()) {
            jetty(plan, load, results);
            undertow(plan, load, results);
            others(plan.forNative(), load, results);
            cgi(plan, load, results);
        }
    }

    private static void jetty(Plan plan, LoadProcess load, Consumer<Result> results) throws Exception {
        try (ResponderProcess application = ResponderProcess.start("unix", new Service(Service.Kind.FASTCGI, 200, 0));
                HttpServer alone = HostProcess.start(HostKind.JETTY_STATIC, "");
                HttpServer proxy = HostProcess.start(HostKind.JETTY_PROXY, text(application));
                HttpServer gateway = HostProcess.start(HostKind.JETTY_GATEWAY, text(application));
                HttpServer bare = HostProcess.start(HostKind.JETTY_BARE, text(application))) {
            HostMatch match =
                    HostMatch.play(plan, load, BrowserRequest.TARGET, CONNECTIONS, alone, proxy, gateway, bare);
            results.accept(Result.of(
                    Target.HOST_CPU,
                    "Jetty, FastCGI, Unix",
                    match.addedCpu(2),
                    match.detail("static / proxy / gateway / bare")));
            results.accept(Result.of(Target.JETTY_HOST, "Unix, 16 connections", match.rates(1, 2), match.cpuDetail(1)));
            floor(match, "Jetty", results);
        }
    }

    private static void undertow(Plan plan, LoadProcess load, Consumer<Result> results) throws Exception {
        Service ajp = new Service(Service.Kind.AJP, 200, Service.USUAL_PACKET);
        try (ResponderProcess application = ResponderProcess.start("tcp", ajp);
                HttpServer alone = HostProcess.start(HostKind.UNDERTOW_STATIC, "");
                HttpServer proxy = HostProcess.start(HostKind.UNDERTOW_PROXY, text(application));
                HttpServer gateway = HostProcess.start(HostKind.UNDERTOW_AJP, text(application));
                HttpServer bare = HostProcess.start(HostKind.UNDERTOW_BARE, text(application))) {
            HostMatch match =
                    HostMatch.play(plan, load, BrowserRequest.TARGET, CONNECTIONS, alone, proxy, gateway, bare);
            results.accept(Result.of(
                    Target.HOST_CPU,
                    "Undertow, AJP, TCP",
                    match.addedCpu(2),
                    match.detail("static / proxy / gateway / bare")));
            results.accept(
                    Result.of(Target.UNDERTOW_HOST, "TCP, 16 connections", match.rates(1, 2), match.cpuDetail(1)));
            floor(match, "Undertow", results);
        }
        try (ResponderProcess application = ResponderProcess.start("unix", new Service(Service.Kind.FASTCGI, 200, 0));
                HttpServer alone = HostProcess.start(HostKind.UNDERTOW_STATIC, "");
                HttpServer gateway = HostProcess.start(HostKind.UNDERTOW_FASTCGI, text(application))) {
            HostMatch match = HostMatch.play(plan, load, BrowserRequest.TARGET, CONNECTIONS, alone, gateway);
            results.accept(Result.of(
                    Target.HOST_CPU, "Undertow, FastCGI, Unix", match.addedCpu(1), match.detail("static / gateway")));
        }
    }

    private static void floor(HostMatch match, String server, Consumer<Result> results) {
        results.accept(Result.of(Target.FLOOR, "CPU added in " + server + ", µs", match.addedCpu(3), ""));
        results.accept(Result.of(Target.FLOOR, "rate over " + server + "'s own proxy", match.rates(1, 3), ""));
    }

    private static void others(Plan plan, LoadProcess load, Consumer<Result> results) throws Exception {
        try (ResponderProcess application = ResponderProcess.start("unix", new Service(Service.Kind.FASTCGI, 200, 0))) {
            other(plan, load, "nginx, FastCGI, Unix", Nginx.start(application.endpoint()), results);
            other(plan, load, "httpd, FastCGI, Unix", Httpd.fastCgi(application.endpoint()), results);
        }
        try (ResponderProcess application =
                ResponderProcess.start("tcp", new Service(Service.Kind.AJP, 200, Service.USUAL_PACKET))) {
            other(plan, load, "httpd, AJP, TCP", Httpd.ajp(application.endpoint()), results);
        }
    }

    private static void other(
            Plan plan, LoadProcess load, String name, Optional<HttpServer> installed, Consumer<Result> results)
            throws IOException {
        if (installed.isEmpty()) {
            return;
        }
        try (HttpServer server = installed.get()) {
            HostMatch alone = HostMatch.play(plan, load, "/static", CONNECTIONS, server);
            HostMatch proxy = HostMatch.play(plan, load, BrowserRequest.TARGET, CONNECTIONS, server);
            String detail = alone.detail("static") + "; " + proxy.detail("dispatched");
            results.accept(Result.of(Target.OTHER_HOST, name, proxy.cpu(0), detail));
        }
    }

    private static void cgi(Plan plan, LoadProcess load, Consumer<Result> results) throws Exception {
        Plan fewer = plan.forLongCalls();
        try (HelloScript script = HelloScript.hello();
                HttpServer tomcat =
                        HostProcess.start(HostKind.TOMCAT_CGI, script.file().toString());
                HttpServer gateway =
                        HostProcess.start(HostKind.JETTY_CGI, script.file().toString())) {
            for (int callers : new int[] {1, 8}) {
                HostMatch match = HostMatch.play(fewer, load, "/cgi-bin/hello", callers, tomcat, gateway);
                results.accept(Result.of(
                        callers == 1 ? Target.TOMCAT_CGI_1 : Target.TOMCAT_CGI_8,
                        "/bin/sh, over HTTP, ours in Jetty",
                        match.rates(0, 1),
                        match.detail("Tomcat / gateway")));
            }
        }
    }

    private static String text(ResponderProcess application) {
        return application.endpoint().toString();
    }
}
