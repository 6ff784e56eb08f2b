package org.gateway4j.cgi.internal;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.gateway4j.cgi.LauncherChoice;
import org.gateway4j.internal.exchange.Backend;
import org.gateway4j.internal.http.Octets;
import org.gateway4j.internal.wire.Watchdog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The launcher that a gateway uses from its build on. */
public enum LauncherKind {
    PORTABLE,
    NATIVE;

    private static final Logger LOG = LoggerFactory.getLogger(LauncherKind.class);

    /**
     * Decides, and says so in the log.
     *
     * @param gateway the name of the gateway
     * @throws IllegalStateException if the native launcher is demanded and does not work here
     */
    public static LauncherKind of(LauncherChoice choice, String gateway) {
        return switch (choice) {
            case PORTABLE -> chosen(gateway, PORTABLE, "as configured");
            case NATIVE -> demanded(gateway, NativeLaunching.obstacle());
            case AUTOMATIC -> available(gateway, NativeLaunching.obstacle());
        };
    }

    private static LauncherKind demanded(String gateway, @Nullable String obstacle) {
        if (obstacle != null) {
            throw new IllegalStateException("launcher NATIVE does not work here: " + obstacle);
        }
        return chosen(gateway, NATIVE, "as configured");
    }

    private static LauncherKind available(String gateway, @Nullable String obstacle) {
        return obstacle == null
                ? chosen(gateway, NATIVE, "it is available")
                : chosen(gateway, PORTABLE, "for the native one, " + obstacle);
    }

    private static LauncherKind chosen(String gateway, LauncherKind kind, String reason) {
        LOG.debug("{}: launcher {}: {}", gateway, kind, reason);
        return kind;
    }

    /** How octets become variables: the native launcher passes every octet. */
    public NativeText text() {
        return this == NATIVE ? new NativeText(StandardCharsets.ISO_8859_1) : NativeText.ofThisJvm();
    }

    /** Configured variables, as the launcher takes them: text, or the octets of it in UTF-8. */
    public Map<String, String> configured(Map<String, String> variables) {
        Map<String, String> all = new LinkedHashMap<>(variables);
        if (this == NATIVE) {
            all.replaceAll((name, value) -> Octets.utf8(value));
        }
        return Map.copyOf(all);
    }

    ScriptLauncher open(Backend backend, CgiSettings settings, Watchdog watchdog) {
        return this == NATIVE ? NativeLaunching.open(backend, settings) : new Launcher(backend, settings, watchdog);
    }
}
