package org.gateway4j.examples.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.gateway4j.Timeouts;
import org.gateway4j.examples.mounts.Applications;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {

    @TempDir
    Path folder;

    @Test
    void saysWhatTheCommandLineSays() throws Exception {
        HostOptions options = parse("""
                # The shop, and the wiki.
                listen: 127.0.0.1:9090
                timeout:
                  head: 500ms
                timeout.exchange: off
                mount:
                  /wiki/:
                    target: fastcgi:unix:/run/php.sock
                    deny: [/data, "*.inc"]
                    env:
                      APP_ENV: production
                    timeout.read: 5m
                    max: 7
                  /shop: {target: "ajp:[::1]:8009", secret: changeit}
                """);

        assertEquals("/127.0.0.1:9090", options.listen().toString());
        assertEquals(Duration.ofMillis(500), options.timeouts().head());
        assertEquals(Timeouts.NEVER, options.timeouts().exchange());
        assertEquals(
                List.of("/wiki", "/shop"),
                options.mounts().stream().map(MountOptions::prefix).toList());
        MountOptions wiki = options.mounts().get(0);
        assertEquals("fastcgi", wiki.protocol());
        assertEquals("unix:/run/php.sock", wiki.target());
        assertEquals(List.of("/data", "*.inc"), wiki.settings().takeEach("deny"));
        assertEquals(Map.of("APP_ENV", "production"), wiki.settings().takeAll("env."));
        assertEquals(7, wiki.settings().takeCount("max", 1));
        assertEquals(
                Duration.ofMinutes(5),
                wiki.settings().takeTimeouts(Timeouts.defaults()).read());
        wiki.settings().refuseOthers();
    }

    @Test
    void optionsBesideItWin() throws Exception {
        Path file = write("listen: 127.0.0.1:9090\nmount: {/a: {target: x:y}}\n");

        HostOptions options =
                CommandLine.parse("--listen", "127.0.0.1:7070", "--mount", "/b=x:y", "--config", file.toString());

        assertEquals("/127.0.0.1:7070", options.listen().toString());
        assertEquals(
                List.of("/a", "/b"),
                options.mounts().stream().map(MountOptions::prefix).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "mount: {}\n"})
    void needSayNothing(String text) throws Exception {
        assertEquals(List.of(), parse(text).mounts());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    listen: 8080                          | F line 1: listen "8080": must be HOST:PORT
                    ;timeout: {head: soon}                | F line 2: timeout.head "soon": must be a duration greater
                    timeout:;  body: 1s                   | F line 2: option "timeout.body": unknown deadline; there are
                    listne: 127.0.0.1:80                  | F line 1: option "listne": unknown; there are mount and
                    listen: h:1;listen: h:2               | F line 2: file "listen": occurs twice
                    - listen                              | F line 1: file "": must have keys and values
                    mount:;- /                            | F line 2: mount "": must have keys and values
                    mount: {x: {target: ajp:h:1}}         | F line 1: mount "x": must be a path that begins with a slash
                    mount:;  /:;    secret: x             | F line 2: mount / setting target "": must name a protocol
                    mount:;  /:;    target: ajp           | F line 3: mount / setting target "ajp": must name a protocol
                    mount:;  /a/../b: {target: ajp:h:1}   | F line 2: mount "/a/../b": must be a path without empty and
                    mount:;  /a: {target: x:y};  /a/: {target: x:y} | F line 3: mount "/a/": must have a path of its own
                    mount:;  /: {target: x:y}             | F line 2: mount / protocol "x": unknown; allowed are ajp,
                    mount:;  /:;    target: ajp:h:1;    max: 0  | F line 4: mount / setting max "0": must be a number
                    mount:;  /:;    target: ajp:h:1;    max: [1,;      2] | F line 5: mount / setting max "2": occurs
                    mount:;  /:;    target: ajp:h:1;    timeout: {read: x} | F line 4: mount / setting timeout.read "x":
                    mount:;  /:;    target: ajp:h:1;    rot: x  | F line 4: mount / setting rot "x": unknown; allowed
                    mount:;  /:;    target: fastcgi:h:1   | F line 2: mount / setting root "": must be a directory
                    mount:;  /:;    target: ajp:h         | F line 2: mount / target "h": endpoint "h" is neither
                    listen: [                             | F line 2: file "": must be YAML:
                    timeout: &a {b: *a}                   | F line 1: option "timeout.b.b.b.b.b.b.b.b": is nested too
                    ? [a]                                 | --config "F": must be YAML: Non scalar key
                    """)
    void refusesNamingTheLineTheSettingAndWhatIsAllowed(String text, String message) throws IOException {
        Path file = write(text.replace(";", "\n") + "\n");

        UsageException refusal = assertThrows(
                UsageException.class,
                () -> Applications.of(CommandLine.parse("--config", file.toString()))
                        .close());

        String said = String.valueOf(refusal.getMessage());
        assertTrue(said.startsWith(message.replaceFirst("\\bF\\b", file.toString())), said);
    }

    @Test
    void mustBeThere() {
        UsageException refusal =
                assertThrows(UsageException.class, () -> CommandLine.parse("--config", "/not/here.yaml"));

        assertEquals(
                "--config \"/not/here.yaml\": must be a file of UTF-8 text that can be read", refusal.getMessage());
    }

    private HostOptions parse(String text) throws Exception {
        return CommandLine.parse("--config", write(text).toString());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("site.yaml"), text);
    }
}
