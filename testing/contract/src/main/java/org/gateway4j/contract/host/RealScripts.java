package org.gateway4j.contract.host;

import java.io.IOException;
import org.gateway4j.testkit.backends.Site;

/** The scripts of the real PHP-FPM. */
final class RealScripts {

    /** The length of the large answer, a {@link org.gateway4j.testkit.PatternStream}. */
    static final long LARGE = 16L << 20;

    private RealScripts() {}

    /** Writes them below the document root. Signals are files in the directory that the application can write to. */
    static void write(Site site) throws IOException {
        String signals = "<?php\nheader('Content-Type: text/plain');\n$signal = '" + site.writable()
                + "/' . $_SERVER['QUERY_STRING'];\n";
        site.write("/form.php", "<?php echo $_POST['name'], '|', $_GET['q'];");
        site.write(
                "/session.php",
                "<?php session_start(); $_SESSION['visits'] = ($_SESSION['visits'] ?? 0) + 1; echo 'visit ', $_SESSION['visits'];");
        site.write("/upload.php", """
                <?php
                $file = fopen($_FILES['file']['tmp_name'], 'rb');
                $length = 0;
                for ($block = 0; ($piece = fread($file, 65536)) !== '' && $piece !== false; $block++) {
                    if ($piece !== substr(str_repeat(sprintf('%08d', $block), 8192), 0, strlen($piece))) {
                        exit("wrong block $block");
                    }
                    $length += strlen($piece);
                }
                echo $_FILES['file']['name'], ' ', $length;
                """);
        site.write("/events.php", signals + """
                        header('Content-Type: text/event-stream');
                        for ($i = 0; $i < 3; $i++) {
                            while (!file_exists("$signal.$i")) {
                                usleep(2000);
                                clearstatcache();
                            }
                            echo "data: $i\\n\\n";
                            flush();
                        }
                        """);
        site.write("/redirect.php", "<?php header('Location: /elsewhere?a=b', true, 302);");
        site.write("/error.php", "<?php http_response_code(500); echo 'it went wrong';");
        site.write("/large.php", """
                <?php
                for ($block = 0; $block < 256; $block++) {
                    echo str_repeat(sprintf('%08d', $block), 8192);
                }
                """);
        site.write("/endless.php", signals + """
                        register_shutdown_function(function () use ($signal) {
                            touch($signal);
                        });
                        while (true) {
                            echo str_repeat('x', 16384);
                            flush();
                        }
                        """);
    }
}
