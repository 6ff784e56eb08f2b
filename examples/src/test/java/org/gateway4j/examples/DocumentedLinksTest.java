package org.gateway4j.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each link within the repository leads to a file, and its fragment to a heading, in every Markdown file. */
class DocumentedLinksTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules");

    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern CODE_SPAN = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(<?([^)>\\s]+)>?[^)]*\\)");
    private static final Pattern DEFINITION = Pattern.compile("(?m)^\\[[^\\]]+\\]:\\s*(\\S+)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}\\s+(.+?)\\s*#*$");
    private static final Pattern LINKED_TEXT = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");
    private static final Pattern SCHEME = Pattern.compile("^[a-z][a-z+.-]*:");

    private final Map<Path, Set<String>> anchors = new HashMap<>();

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<Path> pages = pages();
        assertTrue(pages.contains(ROOT.resolve("README.md")) && pages.contains(ROOT.resolve("docs/architecture.md")));

        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages) {
            for (String target : targets(Files.readString(page))) {
                links++;
                if (!leadsSomewhere(page, target)) {
                    broken.add(ROOT.relativize(page) + ": " + target);
                }
            }
        }

        assertEquals(List.of(), broken);
        assertTrue(links > pages.size(), "only " + links + " links were found");
    }

    @Test
    void anchorsAreMadeAsThePagesAreShown() {
        String page = """
                # What it works with
                ## `Gateway4j` and [TLS](tls.md)
                ## Again
                ## Again!
                ### X-Sendfile_a
                ```
                # no heading
                ```
                """;

        assertEquals(
                Set.of("what-it-works-with", "gateway4j-and-tls", "again", "again-1", "x-sendfile_a"), anchorsOf(page));
    }

    private boolean leadsSomewhere(Path page, String target) throws IOException {
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        Path file = path.isEmpty() ? page : page.resolveSibling(path).normalize();
        if (!file.startsWith(ROOT) || !Files.exists(file)) {
            return false;
        }
        return hash < 0 || anchors(file).contains(target.substring(hash + 1));
    }

    private Set<String> anchors(Path file) throws IOException {
        Set<String> known = anchors.get(file);
        if (known == null) {
            known = file.toString().endsWith(".md") ? anchorsOf(Files.readString(file)) : Set.of();
            anchors.put(file, known);
        }
        return known;
    }

    /** As the usual renderers make them: letters, digits, hyphens and underscores, a number behind repeated ones. */
    private static Set<String> anchorsOf(String markdown) {
        Set<String> anchors = new HashSet<>();
        HEADING.matcher(CODE_BLOCK.matcher(markdown).replaceAll("")).results().forEach(heading -> {
            String text = LINKED_TEXT.matcher(heading.group(1)).replaceAll("$1").toLowerCase(Locale.ROOT);
            String anchor = text.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-');
            String free = anchor;
            for (int i = 1; !anchors.add(free); i++) {
                free = anchor + "-" + i;
            }
        });
        return anchors;
    }

    private static List<String> targets(String markdown) {
        String prose =
                CODE_SPAN.matcher(CODE_BLOCK.matcher(markdown).replaceAll("")).replaceAll("`code`");
        List<String> targets = new ArrayList<>();
        for (Pattern form : List.of(LINK, DEFINITION)) {
            form.matcher(prose).results().map(link -> link.group(1)).forEach(targets::add);
        }
        targets.removeIf(target -> SCHEME.matcher(target).find());
        return targets;
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean skipped = NOT_OURS.contains(directory.getFileName().toString());
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    pages.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return pages;
    }
}
