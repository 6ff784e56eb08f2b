package org.gateway4j.cgi;

import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The same push to a program that is started natively. */
@EnabledForJreRange(min = JRE.JAVA_22)
class NativeGitPushIT extends GitPushIT {

    @Override
    LauncherChoice launcher() {
        return LauncherChoice.NATIVE;
    }
}
