package org.gateway4j.ajp;

import java.util.Map;
import org.gateway4j.ajp.containers.ContainerLine;
import org.gateway4j.contract.facade.Driver;
import org.junit.jupiter.api.Nested;

/** The supported lines of Undertow. */
class UndertowIT {

    @Nested
    class Undertow22 extends UndertowChecks {
        Undertow22() {
            super(ContainerLine.UNDERTOW_2_2, Driver.BLOCKING);
        }
    }

    @Nested
    class Undertow23 extends UndertowChecks {
        Undertow23() {
            super(ContainerLine.UNDERTOW_2_3, Driver.BLOCKING);
        }
    }

    @Nested
    class Undertow24 extends UndertowChecks {
        Undertow24() {
            super(ContainerLine.UNDERTOW_2_4, Driver.BLOCKING);
        }
    }

    @Nested
    class Undertow24OnALoop extends UndertowChecks {
        Undertow24OnALoop() {
            super(ContainerLine.UNDERTOW_2_4, Driver.LOOP);
        }
    }

    abstract static class UndertowChecks extends ContainerChecks {
        UndertowChecks(ContainerLine line, Driver driver) {
            super(line, driver, Map.of("io.undertow.ajp.AJP_SECRET", SECRET));
        }
    }
}
