package org.gateway4j.cgi;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The tests of scripts, with scripts that are started natively. */
@EnabledForJreRange(min = JRE.JAVA_22)
class NativeScriptsTest {

    @Nested
    class Ends extends ScriptEndsTest {
        @Override
        LauncherChoice launcher() {
            return LauncherChoice.NATIVE;
        }
    }

    @Nested
    class Chaos extends ScriptChaosTest {
        @Override
        LauncherChoice launcher() {
            return LauncherChoice.NATIVE;
        }

        @Override
        @Test
        @Disabled("NativeLauncherTest looks at descriptors and children after as many scripts as matter")
        void tenThousandRequestsLeaveNothing() {}
    }

    @Nested
    class Rfc3875 extends Rfc3875Test {
        @Override
        LauncherChoice launcher() {
            return LauncherChoice.NATIVE;
        }
    }

    @Nested
    class Attributes extends ScriptAttributesTest {
        @Override
        LauncherChoice launcher() {
            return LauncherChoice.NATIVE;
        }
    }

    @Nested
    class NginxCgiCases extends NginxCgiCasesTest {
        @Override
        LauncherChoice launcher() {
            return LauncherChoice.NATIVE;
        }
    }

    @Nested
    class GoCases extends GoCasesTest {
        @Override
        LauncherChoice launcher() {
            return LauncherChoice.NATIVE;
        }
    }

    @Nested
    class HttpdCases extends HttpdCasesTest {
        @Override
        LauncherChoice launcher() {
            return LauncherChoice.NATIVE;
        }
    }

    @Nested
    class LighttpdCases extends LighttpdCasesTest {
        @Override
        LauncherChoice launcher() {
            return LauncherChoice.NATIVE;
        }
    }

    @Nested
    class CherokeeCases extends CherokeeCasesTest {
        @Override
        LauncherChoice launcher() {
            return LauncherChoice.NATIVE;
        }
    }

    @Nested
    class PythonCases extends PythonCasesTest {
        @Override
        LauncherChoice launcher() {
            return LauncherChoice.NATIVE;
        }
    }

    @Nested
    class Advisories extends AdvisoriesTest {
        @Override
        LauncherChoice launcher() {
            return LauncherChoice.NATIVE;
        }
    }

    @Nested
    class StreamedBodies extends StreamedBodiesTest {
        @Override
        LauncherChoice launcher() {
            return LauncherChoice.NATIVE;
        }
    }

    @Nested
    class StreamedBody extends StreamedBodyTest {
        @Override
        LauncherChoice launcher() {
            return LauncherChoice.NATIVE;
        }
    }
}
