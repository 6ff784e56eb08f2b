package org.gateway4j.fastcgi.php;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestBody;
import org.gateway4j.contract.Answer;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.contract.facade.OverEachDriver;
import org.gateway4j.fastcgi.internal.FpmDiagnosis;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.backends.PhpFpm;
import org.gateway4j.testkit.backends.Site;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PHP reads request bodies from the files that they are handed over in. That none is left is checked after each test. */
@OverEachDriver
class PhpFpmBodyFilesIT extends PhpFpmTest {

    @Parameter
    Driver driver;

    @Override
    Driver driver() {
        return driver;
    }

    private static final int LARGE = 5 * 1024 * 1024;

    @BeforeEach
    void start() throws Exception {
        String group = !Site.isRoot() ? null : Site.unprivilegedUser().equals("nobody") ? "nogroup" : "www-data";
        start(
                PhpFpm.Settings.of(Transport.UNIX)
                        .children(1)
                        .php("post_max_size", "100M")
                        .php("upload_max_filesize", "100M"),
                builder -> builder.bodyFiles(group));
        script("/hash.php", """
                $in = file_get_contents('php://input');
                echo isset($_SERVER['REQUEST_BODY_FILE']) ? 'file' : 'stdin', ' ',
                    $_SERVER['CONTENT_LENGTH'], ' ', strlen($in), ' ', hash('sha256', $in);
                """);
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    private String hashed(byte[] content, boolean lengthIsKnown) throws Exception {
        RequestBody body = RequestBody.of(new ByteArrayInputStream(content), lengthIsKnown ? content.length : -1);
        return send(post("/hash.php", "application/octet-stream", body)).body();
    }

    private static String expected(String way, byte[] content) throws Exception {
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        return way + " " + content.length + " " + content.length + " " + hash;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void inputIsTheFile(boolean lengthIsKnown) throws Exception {
        byte[] large = content(LARGE);
        byte[] small = content(1_000);
        for (int i = 0; i < 3; i++) {
            assertEquals(expected("file", large), hashed(large, lengthIsKnown));
            assertEquals(expected("stdin", small), hashed(small, lengthIsKnown));
        }
        assertEquals(1, gateway.stats().opened());
    }

    @Test
    void uploadIsReadFromTheFile() throws Exception {
        script("/upload.php", """
                $f = $_FILES['f'];
                echo $f['error'], ' ', $f['size'], ' ', hash_file('sha256', $f['tmp_name']), ' ', $_POST['a'];
                """);
        byte[] large = content(LARGE);
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(ascii("--xx\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nfield\r\n"));
        form.writeBytes(ascii("--xx\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n"));
        form.writeBytes(large);
        form.writeBytes(ascii("\r\n--xx--\r\n"));
        String answer = send(post(
                        "/upload.php", "multipart/form-data; boundary=xx", RequestBody.of(form.toByteArray())))
                .body();
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(large));
        assertEquals("0 " + LARGE + " " + hash + " field", answer);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void scriptThatDoesNotReadItsInputHarmsNothing() throws Exception {
        script("/ignore.php", "echo 'ignored';");
        byte[] large = content(LARGE);
        assertEquals(
                "ignored",
                send(post("/ignore.php", "text/plain", RequestBody.of(new ByteArrayInputStream(large), -1)))
                        .body());
        assertTrue(hashed(large, true).startsWith("file "));
    }

    /** A body that takes all permissions off its own spool file once the last byte is in it. */
    private RequestBody unreadable(byte[] content) {
        return RequestBody.of(
                new ByteArrayInputStream(content) {
                    @Override
                    public synchronized int read(byte[] target, int offset, int length) {
                        int count = super.read(target, offset, length);
                        if (count < 0) {
                            spooled().forEach(file -> file.setReadable(false, false));
                            spooled().forEach(file -> file.setWritable(false, false));
                        }
                        return count;
                    }
                },
                -1);
    }

    private Stream<File> spooled() {
        return Stream.of(fpm.site().writable().toFile().listFiles((where, name) -> name.endsWith(".body")));
    }

    /** PHP-FPM does not fail: {@code bodyFiles} says so, because no gateway can tell such an answer from a right one. */
    @Test
    void fileThatPhpFpmCannotOpenIsAnEmptyInputAndAWarning() throws Exception {
        List<String> errors = new CopyOnWriteArrayList<>();
        gateway = gateway(builder -> builder.bodyFiles(null).listener(new GatewayListener() {
            @Override
            public void applicationError(GatewayRequest request, String text) {
                errors.add(text);
            }
        }));
        Answer answer = send(post("/hash.php", "application/octet-stream", unreadable(content(LARGE))));
        assertEquals(200, answer.status());
        assertTrue(answer.body().startsWith("file " + LARGE + " 0 "), answer.body());
        assertTrue(errors.get(0).contains("REQUEST_BODY_FILE: open('"), errors::toString);
        assertTrue(errors.get(0).contains("Permission denied"), errors::toString);
        assertTrue(
                FpmDiagnosis.explain(errors.get(0)).contains("spooling.directory"),
                () -> FpmDiagnosis.explain(errors.get(0)));
    }
}
