package org.gateway4j.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.gateway4j.testkit.Leftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests with real processes, each with a site of its own. After each, no process, file, thread or descriptor is left. */
abstract class SupervisedProcesses {

    SupervisedSite site;
    private Leftovers leftovers;

    @BeforeEach
    void makeSite() throws Exception {
        leftovers = Leftovers.watch();
        site = new SupervisedSite();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        SupervisedSite.awaitEnd(SupervisedSite.descendants());
        assertEquals(List.of(), site.leftFiles());
        site.close();
        leftovers.awaitNone();
    }
}
