package org.gateway4j.ajp.internal;

import static org.mockito.ArgumentMatchers.contains;

import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.slf4j.Logger;

/** What the log says of a container that refuses. */
class RefusalHintTest {

    @Test
    @Covers("ajp/complaint-1")
    void saidOnce() {
        Logger log = Mockito.mock(Logger.class);
        RefusalHint hint = new RefusalHint(log, "ajp test");

        hint.run();
        hint.run();

        Mockito.verify(log).warn(contains("check the secret"), Mockito.eq((Object) "ajp test"));
        Mockito.verifyNoMoreInteractions(log);
    }
}
