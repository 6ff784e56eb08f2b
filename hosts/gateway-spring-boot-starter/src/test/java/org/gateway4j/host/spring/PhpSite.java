package org.gateway4j.host.spring;

import java.io.IOException;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.backends.PhpFpm;
import org.gateway4j.testkit.backends.Site;

/** A PHP-FPM with the scripts that the tests of both stacks ask for. */
final class PhpSite {

    private final PhpFpm fpm;

    private PhpSite(PhpFpm fpm) {
        this.fpm = fpm;
    }

    static PhpSite start() throws IOException, InterruptedException {
        return new PhpSite(PhpFpm.start(site -> {
            site.write("/hello.php", "<?php echo 'Hello ', $_GET['name'] ?? '', ' at ', $_SERVER['SCRIPT_NAME'];");
            site.write(
                    "/form.php",
                    "<?php echo $_SERVER['REQUEST_METHOD'], ' ', $_POST['word'] ?? '-', ' ', file_get_contents('php://input');");
            site.write(
                    "/upload.php",
                    "<?php echo $_POST['title'], ' ', md5_file($_FILES['file']['tmp_name']), ' ', $_FILES['file']['size'];");
            site.write("/user.php", "<?php echo $_SERVER['REMOTE_USER'] ?? 'nobody';");
            site.write("/endless.php", "<?php while (true) { echo str_repeat('x', 8192); flush(); }");
            String wait = "function await($name) { $file = '" + site.writable() + "/' . $name;"
                    + " for ($i = 0; $i < 1000 && !file_exists($file); $i++) { usleep(10000); clearstatcache(); } }";
            site.write(
                    "/events.php",
                    "<?php " + wait + " header('Content-Type: text/event-stream'); echo \"data: 1\\n\\n\"; flush();"
                            + " await('more'); echo \"data: 2\\n\\n\";");
            site.write("/slow.php", "<?php " + wait + " await('finish'); echo 'finished';");
            return PhpFpm.Settings.of(Transport.UNIX)
                    .php("post_max_size", "64M")
                    .php("upload_max_filesize", "64M")
                    .with("ping.path = /ping");
        }));
    }

    PhpFpm fpm() {
        return fpm;
    }

    Site site() {
        return fpm.site();
    }

    /** The properties that serve it below {@code /blog}. */
    String[] properties() {
        return new String[] {
            "--gateway4j.routes.blog.path=/blog/**",
            "--gateway4j.routes.blog.target=fastcgi:" + fpm.address(),
            "--gateway4j.routes.blog.root=" + site().root()
        };
    }

    void stop() throws InterruptedException {
        fpm.stop();
    }
}
