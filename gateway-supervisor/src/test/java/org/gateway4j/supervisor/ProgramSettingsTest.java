package org.gateway4j.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Settings that cannot work are refused by name, value and limit, and no secret shows. */
class ProgramSettingsTest {

    private static final PhpFpm FPM = PhpFpm.of(Path.of("/usr/sbin/php-fpm"));
    private static final PhpCgi CGI = PhpCgi.of(Path.of("php-cgi"));

    private static void assertRefused(String message, Executable setting) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, setting).getMessage());
    }

    private static SupervisedGatewayBuilder builder() {
        return SupervisedGateway.builder(FPM).scripts(ScriptMapper.script(Path.of("/app")));
    }

    @Test
    void numbersOutOfRange() {
        assertRefused("workers of php-fpm is 0; it must be within 1 to 10000", () -> FPM.withWorkers(0));
        assertRefused("workers of php-cgi is 1001; it must be within 1 to 1000", () -> CGI.withWorkers(1001));
        assertRefused(
                "processes of php-fpm is 0; it must be within 1 to 1000",
                () -> builder().processes(0));
        assertRefused(
                "startTimeout is PT0S; it must be positive", () -> builder().startTimeout(Duration.ZERO));
        assertRefused("drain is PT-1S; it must not be negative", () -> builder().drain(Duration.ofSeconds(-1)));
        assertRefused("grace is PT0S; it must be positive", () -> builder().grace(Duration.ZERO));
        assertRefused(
                "restarts.most is 0; it must be within 1 to 1000000",
                () -> builder().restarts(restarts -> restarts.withMost(0)));
        assertRefused(
                "restarts.stable is PT0S; it must be positive",
                () -> builder().restarts(restarts -> restarts.withStable(Duration.ZERO)));
        assertRefused(
                "recycling.memory is -1; it must be within 0 to " + Long.MAX_VALUE,
                () -> builder().recycling(recycling -> recycling.withMemory(-1)));
        assertRefused(
                "recycling.age is PT-1S; it must not be negative",
                () -> builder().recycling(recycling -> recycling.withAge(Duration.ofSeconds(-1))));
    }

    @Test
    void textThatWouldBeginAnotherLine() {
        assertRefused(
                "php.ini setting a: its value has U+000A at index 1; it must be one line of text",
                () -> FPM.withIni("a", "1\nextension=x"));
        assertRefused(
                "PHP-FPM directive rlimit_files: its value has U+000D at index 0; it must be one line of text",
                () -> FPM.withDirective("rlimit_files", "\r"));
        assertRefused(
                "name of a php.ini setting is \"a=1?b\"; it must be a letter and letters, digits, '_', '.' or '-'",
                () -> CGI.withIni("a=1\nb", "1"));
        assertRefused(
                "user of php-fpm is \"www?data\"; it must be letters, digits, '_', '.' or '-'",
                () -> FPM.withUser("www\ndata"));
    }

    @Test
    void directivesAndVariablesOfTheSupervisor() {
        for (String own : List.of("listen", "listen.mode", "pm", "pm.max_children", "user", "ping.path", "env[A]")) {
            assertRefused(
                    "PHP-FPM's directive " + own + " is set by the supervisor", () -> FPM.withDirective(own, "1"));
        }
        assertRefused(
                "environment variable PHP_FCGI_MAX_REQUESTS is set by the supervisor",
                () -> CGI.withEnvironment("PHP_FCGI_MAX_REQUESTS", "5"));
    }

    @Test
    void commandsThatDoNotSayWhereToListen() {
        assertRefused("command has no program", () -> FastCgiProgram.of(List.of()));
        assertRefused(
                "command of app has neither {socket} nor {port}; it must have one of them, where the program is to"
                        + " listen",
                () -> FastCgiProgram.of(List.of("app")));
        assertRefused(
                "command of app has both {socket} and {port}; it must have one of them, where the program is to listen",
                () -> FastCgiProgram.of(List.of("app", "{socket}", "{port}")));
        assertRefused(
                "command: word 1 has a NUL, which no argument can hold",
                () -> FastCgiProgram.of(List.of("app", "{socket}\0")));
    }

    @Test
    @Covers("supervisor/case-96")
    void directoryThatIsTooLongForSockets() {
        String directory = "/" + "d".repeat(80);
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> builder().socketDirectory(Path.of(directory)).build())
                .getMessage();
        assertTrue(message.contains(directory) && message.contains("at most 107"), message);
    }

    @Test
    void directoryThatPhpCannotName() {
        assertRefused(
                "socketDirectory is /srv/a;b; it must have only letters, digits and / . _ - +",
                () -> builder().socketDirectory(Path.of("/srv/a;b")).build());
    }

    @Test
    void scriptsAreRequired() {
        assertEquals(
                "php-fpm: scripts is not set; the gateway cannot map requests",
                assertThrows(
                                IllegalStateException.class,
                                () -> SupervisedGateway.builder(FPM).build())
                        .getMessage());
    }

    @Test
    @Covers("supervisor/secrets")
    void secretsShowNowhere() {
        String secret = "s3cret";
        PhpFpm fpm =
                FPM.withEnvironment("PASSWORD", secret).withIni("x", secret).withDirective("x", secret);
        PhpCgi cgi = CGI.withEnvironment("PASSWORD", secret);
        FastCgiProgram program =
                FastCgiProgram.of(List.of("app", "{socket}", secret)).withEnvironment("PASSWORD", secret);
        List<Object> shown = List.of(
                fpm, fpm.recipe(), cgi, cgi.recipe(), program, program.recipe(), SupervisedGateway.builder(fpm));
        shown.forEach(each -> assertFalse(each.toString().contains(secret), each::toString));
        assertTrue(fpm.recipe().toString().contains("PASSWORD"));
        String message = assertThrows(
                        IllegalArgumentException.class, () -> FPM.withEnvironment("PASSWORD", secret + "\0"))
                .getMessage();
        assertEquals(
                "environment variable PASSWORD: its value has a NUL at index 6, which no environment can hold",
                message);
    }
}
