package org.gateway4j.fastcgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FpmStatusTest {

    private static final String PAGE = """
            pool:                 www
            process manager:      dynamic
            start time:           01/Nov/2026:10:20:30 +0000
            start since:          4711
            accepted conn:        3000000000
            listen queue:         1
            max listen queue:     2
            listen queue len:     511
            idle processes:       3
            active processes:     4
            total processes:      7
            max active processes: 5
            max children reached: 6
            slow requests:        8
            memory peak:          2097152
            """;

    private static final FpmStatus STATUS = FpmStatus.parse(PAGE);

    @Test
    void everyFigureHasItsName() {
        assertEquals("www", STATUS.pool());
        assertEquals("dynamic", STATUS.processManager());
        assertEquals(3_000_000_000L, STATUS.acceptedConnections());
        assertEquals(1, STATUS.listenQueue());
        assertEquals(2, STATUS.maxListenQueue());
        assertEquals(511, STATUS.listenQueueLength());
        assertEquals(3, STATUS.idleProcesses());
        assertEquals(4, STATUS.activeProcesses());
        assertEquals(7, STATUS.totalProcesses());
        assertEquals(5, STATUS.maxActiveProcesses());
        assertEquals(6, STATUS.maxChildrenReached());
        assertEquals(8, STATUS.slowRequests());
        assertEquals(
                "FpmStatus[pool=www, processManager=dynamic, acceptedConnections=3000000000, listenQueue=1,"
                        + " maxListenQueue=2, listenQueueLength=511, idleProcesses=3, activeProcesses=4, totalProcesses=7,"
                        + " maxActiveProcesses=5, maxChildrenReached=6, slowRequests=8]",
                STATUS.toString());
    }

    @Test
    void pageOfAnyVersionIsRead() {
        assertEquals(STATUS, FpmStatus.parse(PAGE.replace("memory peak:          2097152\n", "")));
        assertEquals(STATUS, FpmStatus.parse(PAGE.replace("\n", "\r\n") + "\r\nno colon\r\n: no name\r\n"));
        assertNotEquals(STATUS, FpmStatus.parse(PAGE.replace("www", "other")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pool", "process manager", "accepted conn", "listen queue", "slow requests"})
    void missingLineIsNamed(String name) {
        String page = PAGE.replace("\n" + name + ":", "\nother:").replaceFirst("^" + name, "other");
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> FpmStatus.parse(page));
        assertEquals("status page of PHP-FPM has no line \"" + name + "\"", refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "1.5", "99999999999999999999"})
    void whatIsNoNumberIsQuoted(String value) {
        String page = PAGE.replace("listen queue len:     511", "listen queue len: " + value);
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> FpmStatus.parse(page));
        assertEquals(
                "status page of PHP-FPM: listen queue len is \"" + value + "\", not a number", refusal.getMessage());
    }
}
