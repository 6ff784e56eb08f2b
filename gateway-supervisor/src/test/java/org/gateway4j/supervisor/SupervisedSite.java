package org.gateway4j.supervisor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.gateway4j.Endpoint;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.HealthProbe;
import org.gateway4j.fastcgi.FastCgiProbe;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.backends.RealBackends;
import org.gateway4j.testkit.backends.Site;

/** A site whose application is started by a supervisor, and what its processes wrote. */
final class SupervisedSite implements AutoCloseable {

    private final Site site = new Site();
    private final Path sockets = Files.createDirectory(site.file("s"));
    private final Queue<String> output = new ConcurrentLinkedQueue<>();

    SupervisedSite() throws IOException {
        site.write("/pid.php", "<?php echo getmypid();");
        site.write("/env.php", "<?php foreach (getenv() as $n => $v) echo \"$n=$v\\n\";");
        site.write("/ini.php", "<?php echo ini_get($_GET['name']);");
        site.write("/work.php", """
            <?php
            $end = hrtime(true) + $_GET['ms'] * 1e6;
            while (hrtime(true) < $end) { }
            echo 'done by ', getmypid();
            """);
    }

    static PhpFpm fpm() throws IOException {
        PhpFpm fpm = PhpFpm.of(RealBackends.program("php-fpm")).withWorkers(2);
        return Site.isRoot() ? fpm.withUser(Site.unprivilegedUser()) : fpm;
    }

    static PhpCgi phpCgi() {
        return PhpCgi.of(RealBackends.program("php-cgi"));
    }

    /** A program in Go, compiled into the site of this. */
    Path goProgram() throws Exception {
        Path program = site.file("application");
        Path source = Path.of(SupervisedSite.class.getResource("listener.go").toURI());
        Process compiler = new ProcessBuilder(
                        RealBackends.program("go").toString(), "build", "-o", program.toString(), source.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (compiler.waitFor() != 0) {
            throw new IllegalStateException(said);
        }
        return program;
    }

    /** What runs a program in Go, which serves four requests at a time. */
    static FastCgiProgram go(Path program) {
        return FastCgiProgram.of(List.of(program.toString(), "{socket}"))
                .withWorkers(4)
                .withProbe(SupervisedSite::answers);
    }

    static HealthProbe answers(Endpoint endpoint) {
        return FastCgiProbe.of(endpoint, Duration.ofSeconds(2)).byCapabilities();
    }

    Site site() {
        return site;
    }

    /** Where the private directories of supervisors are made. */
    Path sockets() {
        return sockets;
    }

    /** What processes wrote. */
    Queue<String> output() {
        return output;
    }

    SupervisedGatewayBuilder configure(SupervisedGatewayBuilder builder) {
        return builder.scripts(ScriptMapper.documentRoot(site.root()))
                .socketDirectory(sockets)
                .output(output::add);
    }

    static String get(SupervisedGateway gateway, String target) throws IOException {
        try (GatewayResponse response =
                gateway.dispatch(GatewayRequest.get(target).build())) {
            String body = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
            return response.status() == 200 ? body : response.status() + " " + body;
        }
    }

    /** All processes that this one has started, and their children. */
    static List<ProcessHandle> descendants() {
        return ProcessHandle.current().descendants().toList();
    }

    static void awaitEnd(List<ProcessHandle> processes) {
        Await.until(
                () -> "processes have ended: " + alive(processes),
                () -> alive(processes).isEmpty());
    }

    private static List<String> alive(List<ProcessHandle> processes) {
        return processes.stream()
                .filter(ProcessHandle::isAlive)
                .map(process ->
                        process.pid() + " " + process.info().commandLine().orElse("?"))
                .toList();
    }

    /** What is left of the private directories. */
    List<Path> leftFiles() throws IOException {
        try (Stream<Path> files = Files.walk(sockets)) {
            return files.filter(file -> !file.equals(sockets)).toList();
        }
    }

    static void signal(String name, long pid) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-s", name, Long.toString(pid)).start().waitFor();
    }

    @Override
    public void close() {
        site.close();
    }
}
