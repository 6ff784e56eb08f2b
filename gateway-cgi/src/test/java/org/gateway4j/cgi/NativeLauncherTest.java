package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayCall;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Limits;
import org.gateway4j.RequestBody;
import org.gateway4j.Timeouts;
import org.gateway4j.contract.Answer;
import org.gateway4j.contract.Running;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for the native launcher; where it says so, for the portable one too. */
@EnabledForJreRange(min = JRE.JAVA_22)
class NativeLauncherTest extends CgiFixture {

    private static final int MANY = Integer.getInteger("gateway4j.test.scripts", 2_000);

    @Override
    LauncherChoice launcher() {
        return LauncherChoice.NATIVE;
    }

    private static Answer get(Gateway gateway, String target) throws Exception {
        return Answer.of(gateway.dispatch(GatewayRequest.get(target).build()));
    }

    @Test
    void manyScriptsLeaveNoDescriptorAndNoChild() throws Exception {
        sh("many", "echo 'Content-Type: text/plain'", "echo", "echo hello; echo careful >&2");
        long children = ProcessHandle.current().children().count();
        try (Gateway gateway = gateway().build()) {
            get(gateway, "/many");
            long descriptors = descriptors();
            for (int i = 0; i < MANY; i++) {
                assertEquals("hello\n", get(gateway, "/many").body());
            }
            Await.untilEquals(descriptors, NativeLauncherTest::descriptors, "descriptors");
            assertEquals(children, ProcessHandle.current().children().count());
        }
    }

    /** Output, error output, exit, and what ends the wait for them. The callers' own threads wait. */
    @Test
    void sleepingScriptsCostFourDescriptorsAndNoThread() throws Exception {
        sh("sleep", "exec sleep 1000");
        try (Gateway gateway = gateway().processes(ProcessConfig.of(33)).build()) {
            List<GatewayCall> calls = new ArrayList<>();
            List<Running<GatewayResponse>> running = new ArrayList<>();
            sleep(gateway, 1, calls, running);
            long descriptors = descriptors();
            List<String> threads = threads();
            sleep(gateway, 32, calls, running);
            assertEquals(descriptors + 4 * 32, descriptors());
            assertEquals(threads, threads());
            calls.forEach(GatewayCall::cancel);
            for (Running<GatewayResponse> each : running) {
                assertThrows(Exception.class, each::result);
            }
        }
    }

    private void sleep(Gateway gateway, int count, List<GatewayCall> calls, List<Running<GatewayResponse>> running)
            throws Exception {
        for (int i = 0; i < count; i++) {
            GatewayCall call = gateway.newCall(GatewayRequest.get("/sleep").build());
            calls.add(call);
            running.add(ThreadKind.PLATFORM.run(call::dispatch));
        }
        Await.untilEquals(calls.size(), () -> asleep().size(), "sleeping scripts");
        Await.untilEquals((long) calls.size(), NativeLauncherTest::waiting, "threads that wait for them");
    }

    private List<ProcessHandle> asleep() {
        return scripts().stream()
                .filter(script -> script.info().command().orElse("").endsWith("sleep"))
                .toList();
    }

    private static long waiting() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame -> frame.getClassName().endsWith(".NativePoll")))
                .count();
    }

    /** Those of the gateway. */
    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("gateway4j"))
                .sorted()
                .toList();
    }

    private static long descriptors() {
        String[] open = Path.of("/proc/self/fd").toFile().list();
        return open == null ? -1 : open.length;
    }

    @Test
    void variablesHoldOctetsThatAreNoText() throws Exception {
        sh("octets", "echo 'Content-Type: text/plain'", "echo", "printf %s \"$HTTP_X_OCTETS\" | od -An -tx1");
        try (Gateway gateway = gateway().build()) {
            GatewayRequest request = GatewayRequest.get("/octets")
                    .header(
                            "X-Octets",
                            new String(new byte[] {(byte) 0xff, 'a', (byte) 0x80}, StandardCharsets.ISO_8859_1))
                    .build();
            assertEquals("ff 61 80", Answer.of(gateway.dispatch(request)).body().trim());
        }
    }

    @Test
    void scriptLeadsItsOwnSession() throws Exception {
        sh("session", "echo 'Content-Type: text/plain'", "echo", "cut -d' ' -f1,5,6 /proc/$$/stat");
        try (Gateway gateway = gateway().build()) {
            String[] ids = get(gateway, "/session").body().trim().split(" ", -1);
            assertEquals(ids[0], ids[1], "process group");
            assertEquals(ids[0], ids[2], "session");
        }
    }

    @Test
    void deadlineEndsAllThatTheScriptHasStarted() throws Exception {
        sh("tree", "(trap '' TERM; sleep 1000) & (sleep 1000) &", "sleep 1000");
        try (Gateway gateway = gateway()
                .processes(ProcessConfig.of(1).withGrace(Duration.ofMillis(100)))
                .timeouts(Timeouts.defaults().withHead(Duration.ofMillis(200)))
                .build()) {
            assertThrows(GatewayException.class, () -> get(gateway, "/tree"));
            Await.until(() -> "left: " + scripts(), () -> scripts().isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PORTABLE", "NATIVE"})
    void missingInterpreterIsNamedByBothLaunchers(String launcher) throws Exception {
        Path file = script("missing", "#!/nowhere/interpreter");
        GatewayException failure = startFailure(LauncherChoice.valueOf(launcher), "/missing");
        assertTrue(
                failure.getMessage().contains(file + " or the interpreter in its #! line is missing"),
                failure::getMessage);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PORTABLE", "NATIVE"})
    void fileWithoutInterpreterLineRunsAsAShellScript(String launcher) throws Exception {
        Path file = plain("plain", "echo 'Content-Type: text/plain'\necho\necho \"shell $#\"\n");
        assertTrue(file.toFile().setExecutable(true));
        try (Gateway gateway =
                gateway().launcher(LauncherChoice.valueOf(launcher)).build()) {
            assertEquals("shell 0\n", get(gateway, "/plain").body());
        }
    }

    private GatewayException startFailure(LauncherChoice launcher, String target) throws Exception {
        long before = descriptors();
        GatewayException failure;
        try (Gateway gateway = gateway().launcher(launcher).build()) {
            failure = assertThrows(GatewayException.class, () -> get(gateway, target));
        }
        Await.untilEquals(before, NativeLauncherTest::descriptors, "descriptors");
        return failure;
    }

    @Test
    void earlyCloseEndsTheScript() throws Exception {
        sh("endless", "echo 'Content-Type: text/plain'", "echo", "while :; do echo more; done");
        try (Gateway gateway = gateway().build()) {
            try (GatewayResponse response =
                    gateway.dispatch(GatewayRequest.get("/endless").build())) {
                assertEquals('m', response.body().read());
            }
            Await.until(() -> "left: " + scripts(), () -> scripts().isEmpty());
        }
    }

    /** Each wait, for the script to read or to answer, takes its error output, which is more than a pipe holds. */
    @Test
    void errorOutputIsReadInEachWait() throws Exception {
        String complain = "head -c 1000000 /dev/zero >&2";
        sh(
                "test",
                complain,
                "cat > /dev/null",
                complain,
                "echo 'Content-Type: text/plain'",
                "echo",
                complain,
                "echo ok");
        byte[] content = Bytes.random(1_000_000, 5);
        GatewayRequest request = GatewayRequest.builder("POST", "/test")
                .body(RequestBody.of(new ByteArrayInputStream(content), content.length))
                .build();
        assertEquals("ok\n", answer(request).body());
    }

    /** More than a pipe holds, while the host does not read: the script goes on, and the listener hears of it. */
    @Test
    void errorOutputIsReadWhileTheHostDoesNotRead() throws Exception {
        Path first = fifo("first");
        Path second = fifo("second");
        sh(
                "test",
                "printf 'Content-Type: text/plain\\n\\nfirst'",
                "read line < " + first,
                "head -c 1000000 /dev/zero >&2",
                "echo done >&2",
                "read line < " + second,
                "printf last");
        AtomicInteger errors = new AtomicInteger();
        GatewayListener listener = new GatewayListener() {
            @Override
            public void applicationError(GatewayRequest request, String text) {
                errors.incrementAndGet();
            }
        };
        try (Gateway gateway = gateway()
                        .listener(listener)
                        .limits(Limits.defaults().withStderrBytes(10_000_000))
                        .build();
                GatewayResponse response =
                        gateway.dispatch(GatewayRequest.get("/test").build())) {
            assertEquals("first", Bytes.text(response.body().readNBytes(5)));
            Files.writeString(first, "go on\n");
            // The script opens this pipe only when all of its error output was taken.
            Files.writeString(second, "go on\n");
            Await.until(() -> errors + " pieces", () -> errors.get() > 1000);
            assertEquals("last", Bytes.text(response.body().readAllBytes()));
        }
    }

    /** A JVM of its own, without the option, on the same class path. */
    @Test
    void withoutNativeAccessThePortableOneIsChosenSilently() throws Exception {
        Path error = directory.resolve("stderr");
        Path output = directory.resolve("stdout");
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dorg.slf4j.simpleLogger.log.org.gateway4j.cgi=debug",
                        "-Dorg.slf4j.simpleLogger.logFile=System.out",
                        PortableMain.class.getName(),
                        root.toString())
                .redirectError(error.toFile())
                .redirectOutput(output.toFile())
                .start();
        assertEquals(0, jvm.waitFor(), () -> read(error));
        assertEquals("", read(error));
        assertTrue(read(output).contains("launcher PORTABLE"), () -> read(output));
        assertTrue(read(output).contains("refused: launcher NATIVE does not work here"), () -> read(output));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Builds gateways with each choice. */
    static final class PortableMain {

        private PortableMain() {}

        public static void main(String[] arguments) {
            CgiScriptMapper scripts = CgiScriptMapper.directory(Path.of(arguments[0]));
            CgiGateway.builder(scripts).build().close();
            try {
                CgiGateway.builder(scripts)
                        .launcher(LauncherChoice.NATIVE)
                        .build()
                        .close();
            } catch (IllegalStateException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
    }
}
