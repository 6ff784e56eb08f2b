package org.gateway4j.examples.hosts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.gateway4j.contract.example.RunningExample;
import org.gateway4j.testkit.backends.RealBackends;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server of the JDK, as the README of the example starts it, in front of git. */
class JdkGitIT {

    @TempDir
    Path home;

    @Test
    void advertisesARepositoryToClients() throws Exception {
        Path git = RealBackends.program("git");
        Path program = RealBackends.installed(Path.of("/usr/lib/git-core/git-http-backend"));
        Path repository = home.resolve("project.git");
        int made = new ProcessBuilder(git.toString(), "init", "-q", "--bare", repository.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertEquals(0, made, "git init");
        RunningExample example = RunningExample.start(
                home.resolve("example.log"), Map.of("program", program.toString(), "root", home.toString()));
        try {
            HttpResponse<String> answer = example.get("/project.git/info/refs?service=git-upload-pack");

            assertEquals(
                    "001e# service=git-upload-pack",
                    answer.body().lines().findFirst().orElse(""));
            assertEquals(200, answer.statusCode());
        } finally {
            example.stop();
        }
    }
}
