package org.gateway4j.fastcgi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scripts whose names the JVM's locale does not have: the host is told, and nothing else is run in their place. */
class LocaleIT {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "C, local, /plain, 502, true",
        "C, local, /caf%C3%A9.php, 403, true",
        "C, remote, /caf%C3%A9.php, 502, false",
        "C.UTF-8, local, /caf%C3%A9.php, 502, false"
    })
    void namesOutsideAsciiNeedALocaleThatHasThem(
            String locale, String files, String target, String status, boolean warned) throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path log = directory.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                OneMapping.class.getName(),
                directory.toString(),
                files,
                target);
        builder.environment().put("LC_ALL", locale);
        Process jvm = builder.redirectError(log.toFile()).start();
        assertEquals(status, Bytes.text(jvm.getInputStream().readAllBytes()));
        assertEquals(0, jvm.waitFor());
        assertEquals(warned ? 1 : 0, Files.readString(log).split("UTF-8 locale", -1).length - 1);
    }
}
