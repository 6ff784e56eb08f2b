package org.gateway4j.ajp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.gateway4j.contract.LargeTransfers;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.processes.JavaProgram;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Large bodies pass through a gateway, and never lie in it. */
class SmallHeapTest {

    @ParameterizedTest
    @EnumSource
    void largeBodiesInBothDirectionsFitASmallHeap(Driver driver, @TempDir Path directory) throws Exception {
        try (TestContainer application = new TestContainer()) {
            application.behave(LargeTransfers::serve);
            application.listen(Transport.TCP, directory);

            assertEquals(
                    LargeTransfers.DONE,
                    JavaProgram.outputOf(
                            LargeTransfers.SMALL_HEAP,
                            SmallHeap.class,
                            application.endpoint().toString(),
                            driver.name()));
        }
    }
}
