package org.gateway4j.benchmarks.comparison;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.gateway4j.benchmarks.client.HelloScript;
import org.gateway4j.benchmarks.client.Workload;
import org.gateway4j.benchmarks.host.Host;
import org.gateway4j.benchmarks.host.HttpServer;
import org.gateway4j.benchmarks.host.InstalledServer;
import org.gateway4j.testkit.processes.JavaProgram;

/** The whole path through a server: its rate, and the processor time of its process. */
final class HostStudy implements AutoCloseable {

    private static final String NAMES = "static / proxy / gateway / bare";
    private static final int STATIC = 0;
    private static final int PROXY = 1;
    private static final int GATEWAY = 2;
    private static final int BARE = 3;

    private final Plan plan;
    private final Consumer<Result> results;
    private final HttpLoad load = HttpLoad.start();

    HostStudy(Plan usual, Consumer<Result> results) throws IOException {
        this.plan = usual.forServers();
        this.results = results;
    }

    void run() throws IOException {
        jetty();
        undertow();
        undertowWithFastCgi();
        nativeServers();
        cgi();
    }

    private void jetty() throws IOException {
        try (JavaProgram application = start("unix", Workload.FASTCGI_GET);
                HttpServer alone = Host.JETTY_STATIC.start("");
                HttpServer proxy = Host.JETTY_PROXY.start(application.address());
                HttpServer gateway = Host.JETTY_GATEWAY.start(application.address());
                HttpServer bare = Host.JETTY_BARE.start(application.address())) {
            Match match = Match.play(plan, NAMES, load.on(alone), load.on(proxy), load.on(gateway), load.on(bare));
            add(Target.HOST_CPU, "Jetty, FastCGI, Unix", match.addedCpu(STATIC, GATEWAY), match.cpuDetail());
            addProxy(Target.JETTY_HOST, "Unix, 16 connections", match);
            addFloor("Jetty", match);
        }
    }

    private void undertow() throws IOException {
        try (JavaProgram application = start("tcp", Workload.AJP_GET);
                HttpServer alone = Host.UNDERTOW_STATIC.start("");
                HttpServer proxy = Host.UNDERTOW_PROXY.start(application.address());
                HttpServer gateway = Host.UNDERTOW_AJP.start(application.address());
                HttpServer bare = Host.UNDERTOW_BARE.start(application.address())) {
            Match match = Match.play(plan, NAMES, load.on(alone), load.on(proxy), load.on(gateway), load.on(bare));
            add(Target.HOST_CPU, "Undertow, AJP, TCP", match.addedCpu(STATIC, GATEWAY), match.cpuDetail());
            addProxy(Target.UNDERTOW_HOST, "TCP, 16 connections", match);
            addFloor("Undertow", match);
        }
    }

    private void addProxy(Target target, String situation, Match match) {
        double added = Result.medianOf(match.addedCpu(STATIC, PROXY));
        String detail = String.format(Locale.ROOT, "the proxy adds %.1f µs CPU", added);
        add(target, situation, match.rates(PROXY, GATEWAY), detail);
    }

    private void addFloor(String server, Match match) {
        add(Target.FLOOR, "CPU added in " + server + ", µs", match.addedCpu(STATIC, BARE), "");
        add(Target.FLOOR, "rate over " + server + "'s own proxy", match.rates(PROXY, BARE), "");
    }

    private void undertowWithFastCgi() throws IOException {
        try (JavaProgram application = start("unix", Workload.FASTCGI_GET);
                HttpServer alone = Host.UNDERTOW_STATIC.start("");
                HttpServer gateway = Host.UNDERTOW_FASTCGI.start(application.address())) {
            Match match = Match.play(plan, "static / gateway", load.on(alone), load.on(gateway));
            add(Target.HOST_CPU, "Undertow, FastCGI, Unix", match.addedCpu(0, 1), match.cpuDetail());
        }
    }

    private void nativeServers() throws IOException {
        try (JavaProgram application = start("unix", Workload.FASTCGI_GET)) {
            nativeServer("nginx, FastCGI, Unix", InstalledServer.NGINX_FASTCGI.start(application.address()));
            nativeServer("httpd, FastCGI, Unix", InstalledServer.HTTPD_FASTCGI.start(application.address()));
        }
        try (JavaProgram application = start("tcp", Workload.AJP_GET)) {
            nativeServer("httpd, AJP, TCP", InstalledServer.HTTPD_AJP.start(application.address()));
        }
    }

    private void nativeServer(String name, Optional<HttpServer> installed) throws IOException {
        if (installed.isEmpty()) {
            return;
        }
        try (HttpServer server = installed.get()) {
            Match alone = Match.play(plan.forNative(), "static", load.on(server, "/static"));
            Match proxy = Match.play(plan.forNative(), "dispatched", load.on(server));
            add(Target.OTHER_HOST, name, proxy.cpu(0), alone.cpuDetail() + "; " + proxy.cpuDetail());
        }
    }

    private void cgi() throws IOException {
        try (HelloScript script = HelloScript.hello();
                HttpServer tomcat = Host.TOMCAT_CGI.start(script.file().toString());
                HttpServer gateway = Host.JETTY_CGI.start(script.file().toString())) {
            for (int callers : new int[] {1, 8}) {
                Match match = Match.play(
                        plan.forLongCalls(),
                        "Tomcat / gateway",
                        load.on(tomcat, "/cgi-bin/hello", callers),
                        load.on(gateway, "/cgi-bin/hello", callers));
                Target target = callers == 1 ? Target.TOMCAT_CGI_1 : Target.TOMCAT_CGI_8;
                add(target, "/bin/sh, over HTTP, ours in Jetty", match.rates(0, 1), match.cpuDetail());
            }
        }
    }

    private void add(Target target, String situation, double[] rounds, String detail) {
        results.accept(Result.of(target, situation, rounds, detail));
    }

    private static JavaProgram start(String socket, Workload workload) throws IOException {
        return workload.service().start(socket);
    }

    @Override
    public void close() {
        load.close();
    }
}
