package org.gateway4j.ajp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.gateway4j.Endpoint;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.ajp.containers.ContainerLine;
import org.gateway4j.contract.Answer;
import org.gateway4j.testkit.OneJdk;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A mount in front of real containers that serve other contexts too: no path that begins with it reaches those, whatever the
 * settings, and no path is refused that each of them serves in the mounted one.
 */
@Covers("ajp/CVE-2007-1860")
@OneJdk
class ConfinementIT {

    private static final String SECRET = "s3cret";
    private static final String MOUNT = "/shop";
    private static final String MOUNTED = "in /shop";
    private static final String REFUSED = "refused";
    private static final long SEED = 20_260;
    private static final int PATHS = 1500;

    private static final String[] PIECES = {
        "/",
        "/",
        "/",
        "//",
        "/../",
        "/..",
        "..",
        ".",
        "/./",
        "/..;/",
        "/;/",
        ";",
        ";a",
        ";a=b",
        ";..",
        "%2e",
        "%2E",
        "%2e%2e",
        ".%2e",
        "%2f",
        "%2F",
        "%5c",
        "%5C",
        "\\",
        "a",
        "b",
        "manager",
        "/manager/x",
        "%25",
        "%252e",
        "%252f",
        "%3b",
        "%00",
        "%zz",
        "%2",
        "%c0%ae",
        "%ef%bc%8f",
        "+",
        "\u00ff",
        ":",
        "?",
        "=",
        "*"
    };

    @TempDir
    Path directory;

    /** Paths of the pieces; the question mark ends some. */
    private static List<String> paths() {
        Random random = new Random(SEED);
        Set<String> paths = new HashSet<>();
        while (paths.size() < PATHS) {
            StringBuilder path = new StringBuilder(MOUNT).append('/');
            for (int count = 1 + random.nextInt(7); count > 0; count--) {
                path.append(PIECES[random.nextInt(PIECES.length)]);
            }
            paths.add(path.toString());
        }
        return List.copyOf(paths);
    }

    private static AjpGateway gateway(ContainerLine.Running container) {
        return AjpGateway.builder(Endpoint.tcp("127.0.0.1", container.port()))
                .secret(SECRET)
                .build();
    }

    /** Where a path is answered, or the status. */
    private static String place(AjpGateway gateway, String path, String mount) throws IOException {
        GatewayRequest request = GatewayRequest.get(path)
                .header("Host", "localhost")
                .mountPrefix(mount)
                .build();
        try {
            Answer answer = Answer.of(gateway.dispatch(request));
            return answer.status() == 200 ? answer.body() : "status " + answer.status();
        } catch (RequestRejectedException e) {
            assertEquals(400, e.suggestedStatus());
            return REFUSED;
        }
    }

    /** What became of the paths. */
    private static final class Outcome {

        private final List<String> reachedOthers = new ArrayList<>();
        private final Set<String> refused = new HashSet<>();
        private final Set<String> neverElsewhere = new HashSet<>(paths());
        private int served;
        private int left;

        void observe(AjpGateway gateway, String settings) throws IOException {
            for (String path : paths()) {
                String free = place(gateway, path, "");
                String mounted = place(gateway, path, MOUNT);
                if (!free.equals(MOUNTED)) {
                    neverElsewhere.remove(path);
                    left += free.startsWith("in ") ? 1 : 0;
                }
                if (mounted.equals(REFUSED)) {
                    refused.add(path);
                } else {
                    assertEquals(free, mounted, path);
                    served += mounted.equals(MOUNTED) ? 1 : 0;
                    if (mounted.startsWith("in ") && !mounted.equals(MOUNTED)) {
                        reachedOthers.add(path + " with " + settings + " is " + mounted);
                    }
                }
            }
        }

        void check() {
            assertEquals(List.of(), reachedOthers);
            assertTrue(served > PATHS, "served " + served);
            assertTrue(left > PATHS / 20, "left " + left);
        }

        /** For Tomcat alone: Undertow counts void segments, and lets dot segments go up by them. */
        void checkThatNothingIsRefusedInVain() {
            refused.retainAll(neverElsewhere);
            assertEquals(Set.of(), refused);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "TOMCAT_.*")
    void noPathReachesASecondContextOfTomcat(ContainerLine line) throws Exception {
        Outcome outcome = new Outcome();
        try (ContainerLine.Running tomcat = line.startContexts(directory, Map.of("secret", SECRET));
                AjpGateway gateway = gateway(tomcat)) {
            for (String slash : List.of("reject", "decode", "passthrough")) {
                for (String backslash : List.of("reject", "decode", "passthrough")) {
                    for (String allowed : List.of("true", "false")) {
                        tomcat.call("set", "encodedSolidusHandling", slash);
                        tomcat.call("set", "encodedReverseSolidusHandling", backslash);
                        tomcat.call("set", "allowBackslash", allowed);
                        outcome.observe(gateway, String.join(", ", slash, backslash, allowed));
                    }
                }
            }
        }
        outcome.check();
        outcome.checkThatNothingIsRefusedInVain();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "UNDERTOW_.*")
    void noPathReachesASecondContextOfUndertow(ContainerLine line) throws Exception {
        Outcome outcome = new Outcome();
        for (String slash : List.of("true", "false")) {
            for (String canonical : List.of("true", "false")) {
                Map<String, String> settings = new LinkedHashMap<>();
                settings.put("slash", slash);
                settings.put("canonical", canonical);
                settings.put("io.undertow.ajp.AJP_SECRET", SECRET);
                try (ContainerLine.Running undertow = line.startContexts(directory, settings);
                        AjpGateway gateway = gateway(undertow)) {
                    outcome.observe(gateway, settings.toString());
                }
            }
        }
        outcome.check();
    }
}
