package org.gateway4j.cgi;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The tests of scripts, with scripts that are started natively. */
@EnabledForJreRange(min = JRE.JAVA_22)
class NativeScriptsTest {

    @Nested
    class Ends extends ScriptEndsTest {
        @Override
        CgiGateway.Builder gateway() {
            return super.gateway().launcher(LauncherChoice.NATIVE);
        }
    }

    @Nested
    class Chaos extends ScriptChaosTest {
        @Override
        CgiGateway.Builder gateway() {
            return super.gateway().launcher(LauncherChoice.NATIVE);
        }
    }

    @Nested
    class Rfc3875 extends Rfc3875Test {
        @Override
        CgiGateway.Builder gateway() {
            return super.gateway().launcher(LauncherChoice.NATIVE);
        }
    }
}
