package org.gateway4j.cgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.BackendFailureException;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayResponse;
import org.gateway4j.RequestBody;
import org.gateway4j.contract.ApplicationCall;
import org.gateway4j.contract.GatewayContract;
import org.gateway4j.contract.RecordingListener;
import org.gateway4j.contract.ServesOnceContract;
import org.gateway4j.contract.Settings;
import org.gateway4j.contract.TestApplication;
import org.gateway4j.contract.ThreadKind;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Bytes;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The gateway keeps the contract on both kinds of threads. What is checked otherwise here is what CGI has not: a process
 * serves once, so that nothing is ever repeated; and it is gone only some time after it was told to go.
 */
class CgiContractTest {

    static CgiGateway.Builder configured(CgiGateway.Builder builder, Settings with) {
        return builder.processes(ProcessConfig.of(with.pool().maxConnections())
                        .withMaxWaiters(with.pool().maxWaiters()))
                .timeouts(with.timeouts())
                .limits(with.limits())
                .spooling(with.spooling())
                .listener(with.listener());
    }

    /** A gateway to a script that does not start. */
    static CgiGateway.Builder withoutInterpreter(Settings with) {
        Path script = with.spooling().directory().resolveSibling("of-no-interpreter");
        try {
            Files.writeString(script, "#!/nowhere/interpreter\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
            script.toFile().deleteOnExit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return CgiGateway.builder(CgiScriptMapper.executable(script)).launcher(LauncherChoice.PORTABLE);
    }

    @Nested
    class OnPlatformThreads extends Contract {
        OnPlatformThreads() {
            super(ThreadKind.PLATFORM);
        }
    }

    @Nested
    class OnVirtualThreads extends Contract {
        OnVirtualThreads() {
            super(ThreadKind.VIRTUAL);
        }
    }

    abstract static class Contract extends GatewayContract implements ServesOnceContract {

        Contract(ThreadKind threads) {
            super(threads);
        }

        @Override
        protected TestApplication startApplication(Path directory) throws IOException {
            return new RelayedScript(directory);
        }

        @Override
        protected Gateway open(TestApplication to, Settings with) {
            return configured(((RelayedScript) to).gateway(), with);
        }

        @Override
        protected Gateway openToNobody(Settings with) {
            return configured(withoutInterpreter(with), with);
        }

        private static Gateway configured(CgiGateway.Builder builder, Settings with) {
            return CgiContractTest.configured(builder, with).build();
        }

        private static void awaitAtRest(Gateway gateway) throws Exception {
            Await.untilEquals(0, () -> gateway.stats().inUse(), "permits out");
        }

        @Override
        @Test
        public void closeOfACompleteAnswerKeepsTheConnection() throws Exception {
            Gateway gateway = gateway();
            application().behave(call -> call.answer(200, Bytes.of("all of it at once")));
            for (int i = 0; i < 3; i++) {
                gateway.dispatch(get()).close();
                awaitAtRest(gateway);
            }
            assertEquals(3, application().connections());
        }

        @Override
        @Test
        public void listenerIsToldInOrder() throws Exception {
            application().behave(call -> {
                byte[] content = call.input().readAllBytes();
                call.error("careful\n");
                call.answer(200, content);
            });
            RecordingListener listener = new RecordingListener();
            Gateway gateway = gateway(settings().with(listener));
            try (GatewayResponse response =
                    gateway.dispatch(post(RequestBody.of(new ByteArrayInputStream(new byte[70_000]), -1)))) {
                assertEquals(70_000, response.body().readAllBytes().length);
            }
            List<String> events = new ArrayList<>(listener.events());
            assertTrue(events.remove("applicationError careful"), () -> "" + events);
            assertEquals(
                    List.of(
                            "requestStarted",
                            "requestSpooled 70000",
                            "connectionOpened 1",
                            "connectionAcquired 1",
                            "requestSent 0",
                            "responseHead 200",
                            "connectionClosed 1 NOT_REUSABLE",
                            "responseEnded 70000 complete"),
                    events);
        }

        /** That a process is gone is told when it is. */
        @Override
        @Test
        public void listenerIsToldOfFailures() {
            application().behave(ApplicationCall::breakOff);
            RecordingListener listener = new RecordingListener();
            Gateway gateway = gateway(settings().with(listener));
            assertThrows(BackendFailureException.class, () -> gateway.dispatch(get()));
            Await.until(() -> "" + listener.events(), () -> listener.events().contains("connectionClosed 1 FAILED"));
            List<String> events = new ArrayList<>(listener.events());
            assertTrue(events.remove("connectionClosed 1 FAILED"));
            assertEquals(
                    List.of(
                            "requestStarted",
                            "connectionOpened 1",
                            "connectionAcquired 1",
                            "requestSent 0",
                            "requestFailed BackendFailureException"),
                    events);
        }

        @Override
        @Test
        public void listenerIsToldOfAnEarlyClose() throws Exception {
            application().behave(call -> {
                call.head(200);
                call.write(Bytes.of("1234"));
                call.awaitHangUp();
            });
            RecordingListener listener = new RecordingListener();
            try (GatewayResponse response = gateway(settings().with(listener)).dispatch(get())) {
                assertEquals(2, response.body().readNBytes(2).length);
            }
            assertTrue(listener.events().contains("responseEnded 2"), () -> "" + listener.events());
            Await.until(() -> "" + listener.events(), () -> listener.events().contains("connectionClosed 1 FAILED"));
        }
    }
}
