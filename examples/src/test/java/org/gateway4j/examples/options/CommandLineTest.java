package org.gateway4j.examples.options;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.gateway4j.Timeouts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

    @Test
    void withoutArgumentsItListensOnLoopbackAndMountsNothing() throws UsageException {
        HostOptions options = CommandLine.parse();

        assertEquals("/127.0.0.1:8080", options.listen().toString());
        assertEquals(List.of(), options.mounts());
        assertEquals(Timeouts.defaults(), options.timeouts());
    }

    @Test
    void takesValuesBehindOptionsAndInThem() throws UsageException {
        HostOptions options = CommandLine.parse(
                "--listen=[::1]:0", "--timeout.head", "500ms", "--timeout.exchange=off", "--mount=/=fastcgi:h:9000");

        assertEquals("/[0:0:0:0:0:0:0:1]:0", options.listen().toString());
        assertEquals(
                Timeouts.defaults().withHead(Duration.ofMillis(500)).withExchange(Timeouts.NEVER), options.timeouts());
        assertEquals("h:9000", options.mounts().get(0).target());
    }

    @Test
    void readsAMount() throws UsageException {
        MountOptions mount = mount("/a/b/=fastcgi:unix:/run/x=y.sock,root=/srv/www,env.A=1=2,env.B=");

        assertEquals("/a/b", mount.prefix());
        assertEquals("fastcgi", mount.protocol());
        assertEquals("unix:/run/x=y.sock", mount.target());
        assertEquals(Optional.of("/srv/www"), mount.settings().take("root"));
        assertEquals("{A=1=2, B=}", mount.settings().takeAll("env.").toString());
        mount.settings().refuseOthers();
    }

    @Test
    void aSettingMayOccurSeveralTimesIfItsMountTakesEach() throws UsageException {
        Settings settings = mount("/=cgi:/x,also=/a,also=/b").settings();

        assertEquals(List.of("/a", "/b"), settings.takeEach("also"));
        settings.refuseOthers();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "65536, 65536", "64k, 65536", "3m, 3145728", "5g, 5368709120"})
    void readsNumbersOfBytes(String text, long bytes) throws UsageException {
        assertEquals(
                Optional.of(bytes),
                mount("/=cgi:/x,spool.max=" + text).settings().takeBytes("spool.max"));
    }

    @Test
    void aMountsOwnDeadlinesWinOverThoseOfAll() throws UsageException {
        Timeouts all =
                CommandLine.parse("--timeout.read=1s", "--timeout.connect=2s").timeouts();

        Timeouts own =
                mount("/=fastcgi:h:1,timeout.read=5m,write=3s").settings().takeTimeouts(all);

        assertEquals(
                Timeouts.defaults()
                        .withConnect(Duration.ofSeconds(2))
                        .withRead(Duration.ofMinutes(5))
                        .withWrite(Duration.ofSeconds(3)),
                own);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --listen 8080             | --listen "8080": must be HOST:PORT
                    --listen h:99999          | --listen "h:99999": must be HOST:PORT
                    --listen ::1:80           | --listen "::1:80": must be HOST:PORT
                    --listen                  | --listen "": must be followed by a value
                    --lisen=x:1               | option "--lisen=x:1": unknown
                    serve                     | option "serve": unknown
                    --timeout.body=1s         | option "--timeout.body": unknown deadline; there are connect, acquire,
                    --timeout.read=1          | --timeout.read "1": must be a duration
                    --timeout.read=0s         | --timeout.read "0s": must be a duration greater than zero
                    --timeout.read=-1s        | --timeout.read "-1s": must be a duration
                    --timeout.read=9999999999s | --timeout.read "9999999999s": must be a duration
                    --mount x=fastcgi:h:1     | --mount "x=fastcgi:h:1": must be PATH=PROTOCOL:TARGET
                    --mount /                 | --mount "/": must be PATH=PROTOCOL:TARGET
                    --mount /=fastcgi         | --mount "/=fastcgi": must name a protocol and a target
                    --mount /=fastcgi:        | --mount "/=fastcgi:": must name a protocol and a target
                    --mount /a//b=fastcgi:h:1 | --mount "/a//b": must be a path without empty and dot
                    --mount /=fastcgi:h:1,max | --mount "/=fastcgi:h:1,max": setting "max" must be KEY=VALUE
                    --mount /a/../b=fastcgi:h:1 | --mount "/a/../b": must be a path without empty and dot segments
                    --mount /a;b=fastcgi:h:1  | --mount "/a;b": must be a path without empty and dot segments
                    --mount /%61=fastcgi:h:1  | --mount "/%61": must be a path without empty and dot segments
                    --mount /ä=fastcgi:h:1    | --mount "/ä": must be a path without empty and dot segments
                    --mount /a=x:y --mount /a/=x:z | --mount "/a/=x:z": must have a path of its own
                    """)
    void refusesNamingOptionValueAndWhatIsAllowed(String line, String message) {
        UsageException refusal = assertThrows(UsageException.class, () -> CommandLine.parse(line.split(" ")));

        assertTrue(String.valueOf(refusal.getMessage()).startsWith(message), refusal.getMessage());
    }

    @Test
    void asksForHelpAnywhere() {
        assertAll(
                () -> assertTrue(CommandLine.asksForHelp("--listen", "x", "--help")),
                () -> assertEquals(false, CommandLine.asksForHelp("--listen")));
    }

    private static MountOptions mount(String text) throws UsageException {
        return CommandLine.parse("--mount", text).mounts().get(0);
    }
}
