package org.gateway4j.cgi.internal;

import org.gateway4j.internal.exchange.Backend;
import org.jspecify.annotations.Nullable;

/** The entry to the native launcher, for Java 22 and newer. */
final class NativeLaunching {

    private NativeLaunching() {}

    /** Why the native launcher does not work here, or null if it does. Calls nothing that the JVM would warn of. */
    static @Nullable String obstacle() {
        Module module = NativeLaunching.class.getModule();
        String processor = System.getProperty("os.arch", "");
        if (!"Linux".equals(System.getProperty("os.name"))) {
            return "it needs Linux, and this is " + System.getProperty("os.name");
        }
        if (!processor.equals("amd64") && !processor.equals("aarch64")) {
            return "it needs a 64-bit x86 or ARM processor, and this is " + processor;
        }
        if (!module.isNativeAccessEnabled()) {
            return "the JVM lacks the option --enable-native-access="
                    + (module.isNamed() ? module.getName() : "ALL-UNNAMED");
        }
        return LibC.obstacle();
    }

    static ScriptLauncher open(Backend backend, CgiSettings settings) {
        return new NativeLauncher(backend, settings);
    }
}
