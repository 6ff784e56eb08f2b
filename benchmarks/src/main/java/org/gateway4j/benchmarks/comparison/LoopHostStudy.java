package org.gateway4j.benchmarks.comparison;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.gateway4j.benchmarks.client.Workload;
import org.gateway4j.benchmarks.host.Host;
import org.gateway4j.benchmarks.host.HttpServer;
import org.gateway4j.benchmarks.host.InstalledServer;
import org.gateway4j.testkit.processes.JavaProgram;
import org.jspecify.annotations.Nullable;

/** Servers that run on event loops, with a gateway on their own I/O threads beside all other ways. */
final class LoopHostStudy implements AutoCloseable {

    private static final int STATIC = 0;
    private static final int BLOCKING = 1;
    private static final int LOOP = 2;
    private static final int JETTY_PROXY = 3;
    private static final int JETTY_STATIC = 4;
    private static final int NGINX_PROXY = 5;
    private static final int NGINX_STATIC = 6;
    private static final int UNDERTOW_PROXY = 3;

    private final Plan plan;
    private final Consumer<Result> results;
    private final HttpLoad load = HttpLoad.start();

    LoopHostStudy(Plan usual, Consumer<Result> results) throws IOException {
        this.plan = usual.forServers();
        this.results = results;
    }

    void run() throws IOException {
        netty("tcp");
        netty("unix");
        undertow();
    }

    private void netty(String socket) throws IOException {
        try (JavaProgram application = Workload.FASTCGI_GET.service().start(socket);
                HttpServer alone = Host.NETTY_STATIC.start("");
                HttpServer blocking = Host.NETTY_BLOCKING.start(application.address());
                HttpServer loop = Host.NETTY_LOOP.start(application.address());
                HttpServer jetty = Host.JETTY_PROXY.start(application.address());
                HttpServer jettyAlone = Host.JETTY_STATIC.start("");
                HttpServer nginx = nginx(application)) {
            String names = "static / blocking / loop / Jetty's proxy / Jetty static";
            List<Match.Player> players = new ArrayList<>();
            for (HttpServer server : List.of(alone, blocking, loop, jetty, jettyAlone)) {
                players.add(load.on(server));
            }
            if (nginx != null) {
                names += " / nginx / nginx static";
                players.add(load.on(nginx));
                players.add(load.on(nginx, "/static"));
            }
            addNetty(socket, Match.play(plan, names, players.toArray(new Match.Player[0])), nginx != null);
        }
    }

    private void undertow() throws IOException {
        try (JavaProgram application = Workload.AJP_GET.service().start("tcp");
                HttpServer alone = Host.UNDERTOW_STATIC.start("");
                HttpServer blocking = Host.UNDERTOW_AJP.start(application.address());
                HttpServer loop = Host.UNDERTOW_LOOP.start(application.address());
                HttpServer proxy = Host.UNDERTOW_PROXY.start(application.address())) {
            Match match = Match.play(
                    plan,
                    "static / blocking / loop / Undertow's proxy",
                    load.on(alone),
                    load.on(blocking),
                    load.on(loop),
                    load.on(proxy));
            addOverBlocking("Undertow, AJP, tcp", match);
            double[] overProxy = match.addedCpuRatios(STATIC, UNDERTOW_PROXY, STATIC, LOOP);
            add(Target.UNDERTOW_LOOP_CPU, "tcp", overProxy);
            add(Target.UNDERTOW_LOOP_RATE, "tcp", match.rates(UNDERTOW_PROXY, LOOP));
        }
    }

    private static @Nullable HttpServer nginx(JavaProgram application) throws IOException {
        return InstalledServer.NGINX_FASTCGI.start(application.address()).orElse(null);
    }

    private void addNetty(String socket, Match match, boolean withNginx) {
        addOverBlocking("Netty, FastCGI, " + socket, match);
        add(Target.NETTY_LOOP_RATE, socket, match.rates(BLOCKING, LOOP));
        add(Target.NETTY_LOOP_JETTY, "rate, " + socket, match.rates(JETTY_PROXY, LOOP));
        double[] overJetty = match.addedCpuRatios(JETTY_STATIC, JETTY_PROXY, STATIC, LOOP);
        add(Target.NETTY_LOOP_JETTY, "CPU added, " + socket, overJetty);
        if (withNginx) {
            double[] overNginx = match.addedCpuRatios(NGINX_STATIC, NGINX_PROXY, STATIC, LOOP);
            add(Target.NETTY_LOOP_NGINX, socket, overNginx);
        }
    }

    private void addOverBlocking(String situation, Match match) {
        double added = Result.medianOf(match.addedCpu(STATIC, LOOP));
        double blocking = Result.medianOf(match.addedCpu(STATIC, BLOCKING));
        String detail = String.format(Locale.ROOT, "added %.1f over %.1f µs; ", added, blocking) + match.cpuDetail();
        double[] ratios = match.addedCpuRatios(STATIC, BLOCKING, STATIC, LOOP);
        results.accept(Result.of(Target.HOST_LOOP_CPU, situation, ratios, detail));
    }

    private void add(Target target, String situation, double... rounds) {
        results.accept(Result.of(target, situation, rounds, ""));
    }

    @Override
    public void close() {
        load.close();
    }
}
