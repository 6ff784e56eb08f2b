package org.gateway4j.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.conformance.Covers;
import org.gateway4j.testkit.processes.JavaProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is left when the JVM of a host is killed by KILL, so that no code of it can run any more. */
@Covers("supervisor/case-88")
class KilledHostIT {

    @ParameterizedTest
    @CsvSource({"php-fpm, 5", "php-cgi, 5", "go, 3"})
    void nothingIsLeft(String kind, int processes) throws Exception {
        try (SupervisedSite site = new SupervisedSite()) {
            String program = kind.equals("go") ? site.goProgram().toString() : "";
            JavaProgram host =
                    JavaProgram.start(SupervisedHost.class, kind, site.sockets().toString(), program);
            List<ProcessHandle> all = host.handle().descendants().toList();
            // The guard, its watcher, the program and its workers.
            assertEquals(processes, all.size(), all::toString);
            host.close();
            SupervisedSite.awaitEnd(all);
            Await.untilEquals(List.of(), site::leftFiles, "private files");
        }
    }

    @Test
    void stoppedMasterIsLeftNeither() throws Exception {
        try (SupervisedSite site = new SupervisedSite()) {
            JavaProgram host = JavaProgram.start(
                    SupervisedHost.class, "php-fpm", site.sockets().toString(), "");
            List<ProcessHandle> all = host.handle().descendants().toList();
            SupervisedSite.signal("STOP", Long.parseLong(host.address()));
            host.close();
            SupervisedSite.awaitEnd(all);
            Await.untilEquals(List.of(), site::leftFiles, "private files");
        }
    }
}
