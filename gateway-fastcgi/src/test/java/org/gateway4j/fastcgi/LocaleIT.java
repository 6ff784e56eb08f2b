package org.gateway4j.fastcgi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.gateway4j.testkit.processes.LocalizedRun;
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
        LocalizedRun run = LocalizedRun.in(locale, OneMapping.class, directory.toString(), files, target);
        assertEquals(status, run.output());
        assertEquals(warned ? 1 : 0, run.told("UTF-8 locale"));
    }
}
