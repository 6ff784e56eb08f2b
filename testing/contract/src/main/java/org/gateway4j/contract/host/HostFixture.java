package org.gateway4j.contract.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.gateway4j.contract.Settings;

/** What every part of the contract is checked with. All of it is closed, and looked at for leaks, after the test. */
interface HostFixture {

    /** The application at {@code /app}, which answers 200 and nothing else until told otherwise. */
    ScriptedApplication application();

    /** Another one, at {@code /other}. */
    ScriptedApplication neighbour();

    /** The port of the host. */
    int port();

    /** A connection to the host. At {@code /gone} it has an application that is not there. */
    HostClient connect() throws IOException;

    /** A connection whose client soon has no room for what it does not read. */
    HostClient connectWithSmallBuffer() throws IOException;

    /** Another host of the same kind, with the same mounts. */
    RunningHost hostWith(Settings settings) throws Exception;

    /** A connection to another host. */
    HostClient connect(RunningHost to) throws IOException;

    /** The configuration to start from. */
    Settings settings();

    /** A closed gate. It opens when the test is over. */
    Gate gate();

    /** Waits until no gateway serves a request. */
    void awaitRest();

    /** What the application has seen of a request without a body, which was answered by 200. */
    default SeenRequest seen(String... lines) throws Exception {
        HttpAnswer answer = connect().exchange(lines);
        assertEquals(200, answer.status(), answer::toString);
        return application().next();
    }

    /** What the application at {@code /app} answers to a plain GET. */
    default HttpAnswer get() throws Exception {
        return connect().exchange("GET /app/x HTTP/1.1", "Host: h.example");
    }
}
