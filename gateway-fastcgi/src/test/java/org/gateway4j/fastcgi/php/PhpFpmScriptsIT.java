package org.gateway4j.fastcgi.php;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.gateway4j.GatewayListener;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestRejectedException;
import org.gateway4j.RequestRejectedException.Reason;
import org.gateway4j.contract.Answer;
import org.gateway4j.contract.facade.Driver;
import org.gateway4j.contract.facade.OverEachDriver;
import org.gateway4j.script.DocumentRoot;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.backends.PhpFpm;
import org.gateway4j.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which script PHP-FPM runs for a path, and what that script sees of it. */
@OverEachDriver
class PhpFpmScriptsIT extends PhpFpmTest {

    @Parameter
    Driver driver;

    @Override
    Driver driver() {
        return driver;
    }

    private void start(int fixPathInfo) throws Exception {
        start(PhpFpm.Settings.of(Transport.UNIX).php("cgi.fix_pathinfo", Integer.toString(fixPathInfo)));
        for (String path : List.of("/info.php", "/index.php", "/dir/index.php", "/a b.php", "/x.php/inner.php")) {
            serverScript(path);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, /info.php,            /info.php,        '',          /info.php",
        "0, /info.php/,           /info.php,        /,           /info.php",
        "0, /info.php/a/b,        /info.php,        /a/b,        /info.php",
        "0, /info.php/a.php,      /info.php,        /a.php,      /info.php",
        "0, /,                    /index.php,       '',          /index.php",
        "0, /dir/,                /dir/index.php,   '',          /dir/index.php",
        "0, /dir/index.php/x,     /dir/index.php,   /x,          /dir/index.php",
        "0, /a%20b.php/c%20d,     /a b.php,         /c d,        /a b.php",
        "0, /x.php/inner.php/i,   /x.php/inner.php, /i,          /x.php/inner.php",
        "0, /./dir/../info.php,   /info.php,        '',          /info.php",
        "0, //info.php//a,        /info.php,        /a,          /info.php",
        "1, /info.php,            /info.php,        '',          /info.php",
        "1, /info.php/,           /info.php,        /,           /info.php",
        "1, /info.php/a/b,        /info.php,        /a/b,        /info.php",
        "1, /info.php/a.php,      /info.php,        /a.php,      /info.php",
        "1, /,                    /index.php,       '',          /index.php",
        "1, /dir/,                /dir/index.php,   '',          /dir/index.php",
        "1, /dir/index.php/x,     /dir/index.php,   /x,          /dir/index.php",
        "1, /a%20b.php/c%20d,     /a b.php,         /c d,        /a b.php",
        "1, /x.php/inner.php/i,   /x.php/inner.php, /i,          /x.php/inner.php",
        "1, /./dir/../info.php,   /info.php,        '',          /info.php",
        "1, //info.php//a,        /info.php,        /a,          /info.php",
    })
    void scriptNameAndPathInfo(int fixPathInfo, String target, String scriptName, String pathInfo, String file)
            throws Exception {
        start(fixPathInfo);
        Map<String, String> variables = variables(get(target));
        assertEquals(scriptName, variables.get("SCRIPT_NAME"));
        assertEquals(pathInfo, variables.getOrDefault("PATH_INFO", ""));
        assertEquals(fpm.site().root() + file, variables.get("SCRIPT_FILENAME"));
        assertEquals(target, variables.get("REQUEST_URI"));
        assertEquals(
                fixPathInfo == 1 || pathInfo.isEmpty() ? scriptName + pathInfo : pathInfo, variables.get("PHP_SELF"));
        assertEquals(fpm.site().root().toString(), variables.get("DOCUMENT_ROOT"));
    }

    /** PHP-FPM takes none of it apart, whatever {@code cgi.fix_pathinfo} says. */
    @ParameterizedTest
    @CsvSource({
        "0, /What%3F,        /What?",
        "0, /a%0Ab,          '/a\nb'",
        "0, /%0d%0a/x.php,   '/\r\n/x.php'",
        "0, /a%09b%7F,       '/a\tb\u007f'",
        "0, /A%2FB//c,       /A/B/c",
        "0, /a%5Cb,          /a\\b",
        "1, /What%3F,        /What?",
        "1, /a%0Ab,          '/a\nb'",
        "1, /%0d%0a/x.php,   '/\r\n/x.php'",
        "1, /a%09b%7F,       '/a\tb\u007f'",
        "1, /A%2FB//c,       /A/B/c",
        "1, /a%5Cb,          /a\\b"
    })
    void pathInfoMayHoldAllButNul(int fixPathInfo, String encoded, String pathInfo) throws Exception {
        start(fixPathInfo);
        fpm.site()
                .write(
                        "/hex.php",
                        "<?php foreach (['SCRIPT_NAME', 'PATH_INFO', 'REQUEST_URI'] as $name)"
                                + " echo bin2hex($_SERVER[$name]), ' '; echo basename($_SERVER['SCRIPT_FILENAME']);");
        assertEquals(
                hex("/hex.php") + " " + hex(pathInfo) + " " + hex("/hex.php" + encoded) + " hex.php",
                body("/hex.php" + encoded));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void frontControllerGetsEveryPage() throws Exception {
        start(1);
        gateway = gateway(builder ->
                builder.scripts(ScriptMapper.documentRoot(fpm.site().root()).frontController("/index.php")));
        for (String target : List.of(
                "/wiki/What%3F", "/wiki/A%2FB", "/a%2Fb//c", "/a%5Cb//c", "/a%0Ab", "/caf%E9/", "/none.php%3F")) {
            Map<String, String> variables = variables(get(target));
            assertEquals("/index.php", variables.get("SCRIPT_NAME"), target);
            assertEquals(target, variables.get("REQUEST_URI"));
        }
    }

    /** PHP remembers for minutes where a name led: only with the link resolved does a release show within a second. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void releaseByLink(boolean resolved) throws Exception {
        start(PhpFpm.Settings.of(Transport.UNIX).children(1).php("realpath_cache_ttl", "600"));
        Path current = fpm.site().root().resolve("current");
        for (String release : List.of("1", "2")) {
            fpm.site().write("/release" + release + "/index.php", "<?php require __DIR__ . '/part.php';");
            fpm.site().write("/release" + release + "/part.php", "<?php echo " + release + ";");
        }
        Files.createSymbolicLink(current, fpm.site().root().resolve("release1"));
        DocumentRoot root = ScriptMapper.documentRoot(current);
        gateway = gateway(builder -> builder.scripts(resolved ? root.resolveLinks() : root));
        assertEquals("1", body("/"));

        Files.delete(current);
        Files.createSymbolicLink(current, fpm.site().root().resolve("release2"));
        if (resolved) {
            Await.untilEquals("2", () -> body("/"), "the release that answers");
        } else {
            assertEquals("1", body("/"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void scriptNameBelowAMountPrefix(int fixPathInfo) throws Exception {
        start(fixPathInfo);
        Map<String, String> variables = variables(get("/app/info.php/a?q").mountPrefix("/app"));
        assertEquals("/app/info.php", variables.get("SCRIPT_NAME"));
        assertEquals("/a", variables.get("PATH_INFO"));
        assertEquals(fpm.site().root() + "/info.php", variables.get("SCRIPT_FILENAME"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void frontControllerSeesTheUriAndNoPathInfo(int fixPathInfo) throws Exception {
        start(fixPathInfo);
        gateway = gateway(builder ->
                builder.scripts(ScriptMapper.documentRoot(fpm.site().root()).frontController("/index.php")));
        Map<String, String> variables = variables(get("/articles/7?page=2"));
        assertEquals("/index.php", variables.get("SCRIPT_NAME"));
        assertEquals("/index.php", variables.get("PHP_SELF"));
        assertEquals("", variables.getOrDefault("PATH_INFO", ""));
        assertEquals("/articles/7?page=2", variables.get("REQUEST_URI"));
    }

    @ParameterizedTest
    @Covers("fastcgi/fix-pathinfo")
    @ValueSource(ints = {0, 1})
    void uploadWithAScriptsNameBehindItIsNotExecuted(int fixPathInfo) throws Exception {
        start(fixPathInfo);
        fpm.site().write("/upload.jpg", "<?php echo 'EXECUTED';");
        for (String target : List.of("/upload.jpg", "/upload.jpg/x.php", "/upload.jpg%00.php", "/upload.jpg%0a.php")) {
            RequestRejectedException rejected =
                    assertThrows(RequestRejectedException.class, () -> send(get(target)), target);
            assertTrue(List.of(Reason.NOT_FOUND, Reason.BAD_REQUEST).contains(rejected.reason()), target);
        }
    }

    @Test
    void scriptThatALinkLeadsOutOfTheRootToIsForbidden() throws Exception {
        start(1);
        Files.createSymbolicLink(
                fpm.site().root().resolve("link.php"),
                Files.writeString(fpm.site().file("outside.php"), "<?php"));
        RequestRejectedException rejected = assertThrows(RequestRejectedException.class, () -> send(get("/link.php")));
        assertEquals(Reason.FORBIDDEN, rejected.reason());
    }

    @Test
    void remoteScriptThatDoesNotExistIsPhpsOwn404() throws Exception {
        List<String> errors = Collections.synchronizedList(new ArrayList<>());
        startRemote(errors);
        Answer answer = send(get("/absent.php"));
        assertEquals(404, answer.status());
        assertEquals("File not found.\n", answer.body());
        assertTrue(errors.stream().anyMatch(text -> text.contains("Primary script unknown")), errors::toString);
    }

    @Test
    void remoteUploadWithAScriptsNameBehindItIsPhpsOwn403() throws Exception {
        List<String> errors = Collections.synchronizedList(new ArrayList<>());
        startRemote(errors);
        fpm.site().write("/upload.jpg", "<?php echo 'EXECUTED';");
        Answer answer = send(get("/upload.jpg/x.php"));
        assertEquals(403, answer.status());
        assertFalse(answer.body().contains("EXECUTED"));
        assertTrue(answer.body().contains("Access denied"), answer::body);
    }

    private void startRemote(List<String> errors) throws Exception {
        GatewayListener listener = new GatewayListener() {
            @Override
            public void applicationError(GatewayRequest request, String text) {
                errors.add(text);
            }
        };
        start(PhpFpm.Settings.of(Transport.UNIX), builder -> builder.listener(listener));
        gateway = gateway(builder -> builder.listener(listener)
                .scripts(ScriptMapper.documentRoot(fpm.site().root()).withoutFileChecks()));
    }
}
