package org.gateway4j.cgi.internal;

import org.gateway4j.internal.exchange.Backend;
import org.jspecify.annotations.Nullable;

/** The entry to the native launcher. This variant is for Java before 22, which cannot call the system's library. */
final class NativeLaunching {

    private NativeLaunching() {}

    /** Why there is no native launcher here, or null if there is one. */
    static @Nullable String obstacle() {
        return "it needs Java 22 or newer, and this is Java "
                + Runtime.version().feature();
    }

    /** Must not be called where there is an obstacle. */
    @SuppressWarnings("DoNotCallSuggester")
    static ScriptLauncher open(Backend backend, CgiSettings settings) {
        throw new UnsupportedOperationException(obstacle());
    }
}
