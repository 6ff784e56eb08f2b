package org.gateway4j.ajp;

import java.util.Map;
import org.gateway4j.ajp.containers.ContainerLine;
import org.junit.jupiter.api.Nested;

/** The supported lines of Undertow. */
class UndertowIT {

    @Nested
    class Undertow22 extends UndertowChecks {
        Undertow22() {
            super(ContainerLine.UNDERTOW_2_2);
        }
    }

    @Nested
    class Undertow23 extends UndertowChecks {
        Undertow23() {
            super(ContainerLine.UNDERTOW_2_3);
        }
    }

    @Nested
    class Undertow24 extends UndertowChecks {
        Undertow24() {
            super(ContainerLine.UNDERTOW_2_4);
        }
    }

    abstract static class UndertowChecks extends ContainerChecks {
        UndertowChecks(ContainerLine line) {
            super(line, Map.of("io.undertow.ajp.AJP_SECRET", SECRET));
        }
    }
}
