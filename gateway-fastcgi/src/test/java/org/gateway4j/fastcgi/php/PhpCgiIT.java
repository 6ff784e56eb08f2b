package org.gateway4j.fastcgi.php;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.gateway4j.Endpoint;
import org.gateway4j.GatewayRequest;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.contract.Answer;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.Leftovers;
import org.gateway4j.testkit.PatternStream;
import org.gateway4j.testkit.backends.PhpCgi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** php-cgi as a FastCGI responder. */
class PhpCgiIT {

    private Leftovers leftovers;
    private PhpCgi php;
    private FastCgiGateway gateway;

    @BeforeEach
    void start() throws Exception {
        php = PhpCgi.start();
        leftovers = Leftovers.watch();
        gateway = FastCgiGateway.builder(Endpoint.parse(php.address()))
                .scripts(ScriptMapper.documentRoot(php.site().root()))
                .pool(PoolConfig.of(PhpCgi.CHILDREN))
                .build();
    }

    @AfterEach
    void stop() throws Exception {
        try {
            if (gateway != null) {
                assertEquals(0, gateway.stats().inUse());
                gateway.close();
                leftovers.awaitNone();
            }
        } finally {
            if (php != null) {
                php.stop();
            }
        }
    }

    private Answer send(GatewayRequest.Builder request) throws Exception {
        return Answer.of(gateway.dispatch(request.build()));
    }

    @Test
    void get() throws Exception {
        php.site().write("/hello.php", "<?php header('X-Sapi: ' . PHP_SAPI); echo 'hello ', $_GET['name'];");
        for (int i = 0; i < 20; i++) {
            Answer answer = send(GatewayRequest.get("/hello.php?name=n" + i));
            assertEquals("cgi-fcgi", answer.header("X-Sapi"));
            assertEquals("hello n" + i, answer.body());
        }
    }

    @Test
    void postOfAForm() throws Exception {
        php.site().write("/form.php", "<?php echo $_POST['a'], $_POST['b'];");
        byte[] form = "a=1&b=%C3%BC".getBytes(StandardCharsets.US_ASCII);
        assertEquals(
                "1ü",
                send(GatewayRequest.builder("POST", "/form.php")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .body(RequestBody.of(form)))
                        .body());
    }

    @Test
    void upload() throws Exception {
        php.site()
                .write(
                        "/upload.php",
                        "<?php echo $_FILES['f']['size'], '|', hash_file('sha256', $_FILES['f']['tmp_name']);");
        int size = 10 * 1024 * 1024;
        PatternStream content = new PatternStream(size);
        byte[] head = "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII);
        byte[] tail = "\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII);
        InputStream body = new SequenceInputStream(Collections.enumeration(
                List.of(new ByteArrayInputStream(head), content, new ByteArrayInputStream(tail))));
        Answer answer = send(GatewayRequest.builder("POST", "/upload.php")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .body(RequestBody.of(body, head.length + (long) size + tail.length)));
        assertEquals(size + "|" + content.digest(), answer.body());
    }

    @Test
    void pathInfoDoesNotChooseTheScript() throws Exception {
        php.site().write("/info.php", "<?php echo $_SERVER['SCRIPT_NAME'], '|', $_SERVER['PATH_INFO'];");
        php.site().write("/upload.jpg", "<?php echo 'EXECUTED';");
        assertEquals(
                "/info.php|/upload.jpg",
                send(GatewayRequest.get("/info.php/upload.jpg")).body());
    }
}
