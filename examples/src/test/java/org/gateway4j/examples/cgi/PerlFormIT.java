package org.gateway4j.examples.cgi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.gateway4j.testkit.backends.RealBackends;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A form with an upload, parsed by Perl's CGI module. */
class PerlFormIT {

    private static final String SCRIPT = """
            #!/usr/bin/perl -T
            use strict;
            use warnings;
            use CGI qw(-utf8);
            use Digest::MD5;

            my $form = CGI->new;
            die $form->cgi_error if $form->cgi_error;
            my $cookie = $form->cookie(-name => 'last', -value => scalar $form->param('name') // 'nobody');
            print $form->header(-type => 'text/plain', -charset => 'utf-8', -cookie => $cookie);
            binmode STDOUT, ':utf8';
            print 'method ', $form->request_method, "\\n";
            print "$_ = ", join('|', $form->multi_param($_)), "\\n" for sort $form->multi_param;
            print 'cookie ', $form->cookie('last') // '', "\\n";
            my $file = $form->upload('file');
            if ($file) {
                print 'type ', $form->uploadInfo($file)->{'Content-Type'}, "\\n";
                print 'file ', -s $file, ' ', Digest::MD5->new->addfile($file)->hexdigest, "\\n";
            }
            """;

    @TempDir
    Path root;

    private CgiHost host;

    @BeforeEach
    void start() throws Exception {
        RealBackends.require("Perl's CGI", GitBrowsersIT.hasCgiModule());
        Path script = Files.writeString(root.resolve("form.pl"), SCRIPT);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        host = CgiHost.start("/cgi-bin=cgi:" + root + ",max=2");
    }

    @AfterEach
    void stop() {
        if (host != null) {
            host.close();
        }
    }

    @Test
    void readsAQueryAndACookie() throws Exception {
        HttpResponse<String> first = host.get("/cgi-bin/form.pl?name=Bob;greeting=Gr%C3%BC%C3%9Fe&list=1&list=2");
        assertEquals("method GET\ngreeting = Grüße\nlist = 1|2\nname = Bob\ncookie \n", first.body());
        String cookie = first.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");

        HttpResponse<String> second = host.send(host.request("/cgi-bin/form.pl").header("Cookie", cookie));

        assertTrue(second.body().endsWith("cookie Bob\n"), second::body);
    }

    @Test
    void readsAForm() throws Exception {
        HttpResponse<String> response = host.send(host.request("/cgi-bin/form.pl/info?query=1")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("name=Bob&list=a&list=b+c")));

        assertEquals("method POST\nlist = a|b c\nname = Bob\ncookie \n", response.body());
    }

    static Stream<BodyPublisher> uploads() {
        byte[] body = body();
        return Stream.of(
                BodyPublishers.ofByteArray(body), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    }

    /** With a length, and in chunks. */
    @ParameterizedTest
    @MethodSource("uploads")
    void readsAnUpload(BodyPublisher body) throws Exception {
        HttpResponse<String> response = host.send(host.request("/cgi-bin/form.pl")
                .header("Content-Type", "multipart/form-data; boundary=line")
                .POST(body));

        assertEquals(
                List.of(
                        "method POST",
                        "file = a.bin",
                        "name = Ann",
                        "cookie ",
                        "type application/octet-stream",
                        "file 3000000 " + Md5.of(content())),
                response.body().lines().toList());
    }

    private static byte[] content() {
        byte[] content = new byte[3_000_000];
        new Random(20).nextBytes(content);
        return content;
    }

    private static byte[] body() {
        String head = String.join(
                "\r\n",
                "--line",
                "Content-Disposition: form-data; name=\"name\"",
                "",
                "Ann",
                "--line",
                "Content-Disposition: form-data; name=\"file\"; filename=\"a.bin\"",
                "Content-Type: application/octet-stream",
                "",
                "");
        return (head + new String(content(), ISO_8859_1) + "\r\n--line--\r\n").getBytes(ISO_8859_1);
    }
}
