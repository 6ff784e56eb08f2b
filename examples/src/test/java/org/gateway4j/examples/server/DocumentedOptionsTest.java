package org.gateway4j.examples.server;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.CommandLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands and the configuration files that the guide shows are ones that the example host takes. */
class DocumentedOptionsTest {

    private static final Path GUIDE = Path.of("../docs/guide");

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)$(.*?)^```$");
    private static final Pattern COMMAND = Pattern.compile("(?m)java -jar \\S*gateway-host\\.jar(.*)$");

    /** Files and directories of the machine, which a mount looks at when it is made. */
    private static final Pattern LOCAL = Pattern.compile("(?<![\\w/.])/(srv|usr|etc)(/[\\w.+-]+)+");

    @TempDir
    private Path machine;

    @Test
    void commands() throws Exception {
        SelfSigned keys = SelfSigned.in(machine);
        List<String> commands = blocks("").stream()
                .map(block -> block.replaceAll("\\\\\n\\s*", ""))
                .flatMap(block -> COMMAND.matcher(block).results().map(found -> found.group(1)))
                .toList();

        assertFalse(commands.isEmpty());
        for (String command : commands) {
            String[] arguments = local(command)
                    .replace(" cert.pem", " " + keys.certificate())
                    .replace(" key.pem", " " + keys.key())
                    .strip()
                    .split("\\s+");
            assertTaken(command, command.isBlank() ? new String[0] : arguments);
        }
    }

    @Test
    void files() throws IOException {
        List<String> files = blocks("yaml");

        assertFalse(files.isEmpty());
        for (String file : files) {
            Path config = Files.writeString(machine.resolve("site.yaml"), local(file));
            assertTaken(file, "--config", config.toString());
        }
    }

    private static void assertTaken(String shown, String... arguments) {
        assertDoesNotThrow(() -> Applications.of(CommandLine.parse(arguments)).close(), shown);
    }

    private static List<String> blocks(String language) throws IOException {
        try (Stream<Path> pages = Files.walk(GUIDE)) {
            List<Path> markdown =
                    pages.filter(page -> page.toString().endsWith(".md")).toList();
            assertTrue(markdown.size() > 10, markdown.toString());
            StringBuilder all = new StringBuilder();
            for (Path page : markdown) {
                all.append(Files.readString(page)).append('\n');
            }
            return BLOCK.matcher(all)
                    .results()
                    .filter(block -> block.group(1).equals(language))
                    .map(block -> block.group(2))
                    .toList();
        }
    }

    /** Puts what is named in a directory of the test: what looks like a program as a program, all else as a directory. */
    private String local(String shown) throws IOException {
        for (String name :
                LOCAL.matcher(shown).results().map(MatchResult::group).toList()) {
            Path path = Path.of(machine + name);
            if (name.endsWith(".cgi") || name.endsWith("-backend")) {
                Files.createDirectories(path.getParent());
                Files.writeString(path, "#!/bin/sh\n");
                assertTrue(path.toFile().setExecutable(true));
            } else {
                Files.createDirectories(path);
            }
        }
        return LOCAL.matcher(shown).replaceAll(found -> machine + found.group());
    }
}
