package org.gateway4j.contract.beside;

import static org.gateway4j.contract.beside.RawRequest.chunked;
import static org.gateway4j.contract.beside.RawRequest.get;
import static org.gateway4j.contract.beside.RawRequest.lines;
import static org.gateway4j.contract.beside.RawRequest.post;
import static org.gateway4j.contract.beside.RawRequest.request;
import static org.gateway4j.contract.beside.RawRequest.withBody;

import java.util.List;
import java.util.stream.Stream;

/** What clients send: the common, the rare, and the strange. */
public final class RequestTable {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String MULTIPART = String.join(
            "\r\n",
            "--line",
            "Content-Disposition: form-data; name=\"text\"",
            "",
            "a b",
            "--line",
            "Content-Disposition: form-data; name=\"file\"; filename=\"a.bin\"",
            "Content-Type: application/octet-stream",
            "",
            "\u0000\u00ff\r\n\u0001",
            "--line--",
            "");

    private static final List<RawRequest> METHODS = List.of(
            get("GET", "/info.php"),
            request("HEAD", "HEAD", "/info.php"),
            request("OPTIONS", "OPTIONS", "/info.php"),
            request("OPTIONS of the server", "OPTIONS", "*"),
            request("DELETE", "DELETE", "/info.php?id=1"),
            request("TRACE", "TRACE", "/info.php"),
            withBody("PUT", "PUT", "/info.php", "text/plain", "put"),
            withBody("PATCH", "PATCH", "/info.php", "application/json-patch+json", "[]"),
            withBody("DELETE with a body", "DELETE", "/info.php", "text/plain", "why"),
            withBody("GET with a body", "GET", "/info.php", "text/plain", "query"),
            withBody("PROPFIND", "PROPFIND", "/info.php/dav/", "application/xml", "<propfind/>", "Depth: 1"),
            request("MKCOL", "MKCOL", "/info.php/dav/new"),
            request(
                    "MOVE",
                    "MOVE",
                    "/info.php/dav/a",
                    "Destination: http://example.org/info.php/dav/b",
                    "Overwrite: F"),
            request("LOCK", "LOCK", "/info.php/dav/a", "Timeout: Infinite, Second-10"),
            withBody("REPORT", "REPORT", "/info.php/dav/", "application/xml", "<report/>"),
            request("extension method", "PURGE", "/info.php"),
            request("extension method with a hyphen", "M-SEARCH", "/info.php"),
            request("method in lower case", "get", "/info.php"));

    private static final List<RawRequest> PATHS = List.of(
            get("root", "/"),
            get("index of a directory", "/dir/"),
            get("directory without its slash", "/dir"),
            get("directory without its slash, with a query", "/dir?a=1"),
            get("directory without an index", "/empty/"),
            get("path info", "/info.php/path/info"),
            get("path info of a slash alone", "/info.php/"),
            get("encoded path info", "/info.php/a%20b/%C3%A9%2B+"),
            get("path info with a second script", "/dir/index.php/x.php/y"),
            get("encoded letter in the script's name", "/%69nfo.php"),
            get("space in the script's name", "/a%20b.php"),
            get("plus in the script's name", "/a+b.php"),
            get("UTF-8 in the script's name", "/caf%C3%A9.php/x"),
            get("UTF-8 unencoded in the path", "/caf\u00c3\u00a9.php"),
            get("UTF-8 unencoded with a byte that is a control character in Latin-1", "/info.php/\u00e6\u00bc\u00a2"),
            get("dot segments", "/dir/../info.php"),
            get("dot segments that are encoded", "/dir/%2E%2e/info.php"),
            get("single dots", "/./info.php/a/./b"),
            get("dot segments in the path info", "/info.php/a/../b"),
            get("dot segments above the root", "/../info.php"),
            get("two slashes at the beginning", "//info.php"),
            get("two slashes within", "/dir//index.php"),
            get("two slashes in the path info", "/info.php//a//b"),
            get("encoded slash in the path info", "/info.php/a%2Fb"),
            get("encoded slash before the script", "/dir%2Findex.php"),
            get("encoded question mark", "/info.php/a%3Fb?c"),
            get("encoded percent sign", "/info.php/100%25"),
            get("encoded NUL", "/info.php%00.txt"),
            get("encoded line break", "/info.php/a%0Ab"),
            get("percent sign that escapes nothing", "/info.php/100%"),
            get("semicolons", "/info.php;v=1/a;b=2"),
            get("semicolons in the path info", "/info.php/a;b=2"),
            get("reserved characters", "/info.php/:@!$&'()*,=~"),
            get("characters that no URI has", "/info.php/a|b^c{d}"),
            get("brackets in the path", "/info.php/a[1]"),
            get("backslash", "/info.php/a\\b"),
            get("fragment", "/info.php#top"),
            get("space in the target", "/info.php/a b"),
            get("static file", "/plain.txt"),
            get("static file with a query", "/plain.txt?v=2"),
            request("HEAD of a static file", "HEAD", "/plain.txt"),
            withBody("POST to a static file", "POST", "/plain.txt", FORM, "a=1"),
            get("script below a static file", "/plain.txt/x.php"),
            get("missing file", "/none.txt"),
            get("missing script", "/none.php"),
            get("missing directory", "/none/"),
            get("hidden script", "/.hidden.php"),
            get("nothing but the extension", "/.php"));

    private static final List<RawRequest> QUERIES = List.of(
            get("query", "/info.php?a=1&b=2"),
            get("empty query", "/info.php?"),
            get("several question marks", "/info.php?a=1?b=2?"),
            get("encoded query", "/info.php?a=%20+%2B%26&b[]=1&b%5B%5D=2"),
            get("query without names", "/info.php?plain+words"),
            get("UTF-8 unencoded in the query", "/info.php?q=\u00c3\u00a9"),
            get("Latin-1 unencoded in the query", "/info.php?q=\u00e9"),
            get("slashes and dots in the query", "/info.php?f=/../x//y.php/z"),
            get("broken escape in the query", "/info.php?a=%zz"),
            get("characters in the query that no URI has", "/info.php?a=\"<|>`{}^"),
            get("query of an index", "/?a=1"),
            get("long query", "/info.php?q=" + "0123456789".repeat(500)));

    private static final List<RawRequest> FIELDS = List.of(
            get("repeated field", "/info.php", "X-Test: one", "X-Test: two", "x-test: three"),
            get("three Cookie fields", "/info.php", "Cookie: a=1", "Cookie: b=2", "Cookie: c=3; d=4"),
            get(
                    "three X-Forwarded-For fields",
                    "/info.php",
                    "X-Forwarded-For: 192.0.2.1",
                    "X-Forwarded-For: 192.0.2.2, 192.0.2.3",
                    "X-Forwarded-For: 192.0.2.4"),
            get("Forwarded", "/info.php", "Forwarded: for=192.0.2.1;proto=https", "X-Forwarded-Proto: https"),
            get("field with an underscore", "/info.php", "X_Test: 1"),
            get("field with a dot", "/info.php", "X.Test: 1"),
            get("field with and without an underscore", "/info.php", "X-Test: 1", "X_Test: 2"),
            get("Proxy", "/info.php", "Proxy: http://192.0.2.1/"),
            get("fields named like variables", "/info.php", "Script-Filename: /etc/passwd", "PHP-Value: x=1"),
            get("Basic credentials", "/info.php", "Authorization: Basic YW5uOnNlY3JldA=="),
            get("Basic credentials that are malformed", "/info.php", "Authorization: Basic ann"),
            get("Bearer token", "/info.php", "Authorization: Bearer abc.def"),
            get("Digest credentials", "/info.php", "Authorization: Digest username=\"ann\", uri=\"/\""),
            get(
                    "Accept fields",
                    "/info.php",
                    "Accept: text/html, */*;q=0.1",
                    "Accept-Encoding: gzip, br",
                    "Accept-Language: de, en;q=0.5",
                    "Accept-Charset: utf-8"),
            get(
                    "If fields",
                    "/info.php",
                    "If-Match: \"a\"",
                    "If-None-Match: \"b\", W/\"c\"",
                    "If-Modified-Since: Sat, 29 Oct 1994 19:43:31 GMT",
                    "If-Range: \"d\""),
            get("Range", "/info.php", "Range: bytes=0-99"),
            get("empty field", "/info.php", "X-Empty:", "X-Spaces:   "),
            get("space around the value", "/info.php", "X-Space: \t a  b \t "),
            get("Latin-1 in a field", "/info.php", "X-Latin: \u00e9"),
            get("UTF-8 in a field", "/info.php", "X-Utf: \u00c3\u00a9"),
            get("long field", "/info.php", "X-Long: " + "0123456789".repeat(700)),
            get("many fields", "/info.php", many()),
            get("Referer and User-Agent", "/info.php", "Referer: http://example.org/?a=1", "User-Agent: x/1 (y; z)"),
            get(
                    "fields of the connection",
                    "/info.php",
                    "Keep-Alive: timeout=5",
                    "TE: trailers",
                    "Connection: Upgrade",
                    "Upgrade: x/1"),
            get("folded field", "/info.php", "X-Folded: a", " b"),
            get("space before the colon", "/info.php", "X-Test : 1"),
            get("Host again", "/info.php", "Host: example.net"));

    private static final List<RawRequest> HOSTS = List.of(
            lines("Host with a port", "GET /info.php HTTP/1.1", "Host: example.org:8443"),
            lines("Host in upper case", "GET /info.php HTTP/1.1", "Host: EXAMPLE.org"),
            lines("Host of an address", "GET /info.php HTTP/1.1", "Host: 127.0.0.1:81"),
            lines("Host of an IPv6 address", "GET /info.php HTTP/1.1", "Host: [2001:db8::1]:81"),
            lines("Host with a dot at its end", "GET /info.php HTTP/1.1", "Host: example.org."),
            lines("empty Host", "GET /info.php HTTP/1.1", "Host:"),
            lines("Host that is none", "GET /info.php HTTP/1.1", "Host: a/b"),
            lines("no Host", "GET /info.php HTTP/1.1"),
            get("absolute form", "http://example.org/info.php/x?a=1"),
            get("absolute form of another host", "http://example.net:81/info.php"),
            lines("HTTP/1.0", "GET /info.php HTTP/1.0"),
            lines("HTTP/1.0 with Host", "GET /info.php?a HTTP/1.0", "Host: example.org"));

    private static final List<RawRequest> BODIES = List.of(
            post("form", FORM, "a=1&b[]=2&b[]=%C3%A9+x"),
            post("form with a query", FORM, "a=1", "X-Test: 1"),
            post("multipart form", "multipart/form-data; boundary=line", MULTIPART),
            post("JSON", "application/json; charset=utf-8", "{\"a\": [1, 2]}"),
            post("body of every octet", "application/octet-stream", everyOctet()),
            post("body of 1 MiB", "application/octet-stream", "0123456789abcdef".repeat(65_536)),
            post("empty body", FORM, ""),
            post("body without a type that means something", "x", "a=1"),
            request("POST without a length", "POST", "/info.php"),
            post("Content-Encoding", "text/plain", "zip", "Content-Encoding: gzip", "Content-MD5: eA=="),
            post("Expect", "text/plain", "expected", "Expect: 100-continue"),
            chunked("chunked body", "first ", "second"),
            chunked("empty chunked body"),
            chunked("chunked body of 200 kB", "0123456789".repeat(10_000), "9876543210".repeat(10_000)));

    private RequestTable() {}

    public static List<RawRequest> all() {
        return Stream.of(METHODS, PATHS, QUERIES, FIELDS, HOSTS, BODIES)
                .flatMap(List::stream)
                .toList();
    }

    private static String[] many() {
        String[] fields = new String[60];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = "X-Field-" + i + ": " + i;
        }
        return fields;
    }

    private static String everyOctet() {
        StringBuilder octets = new StringBuilder();
        for (char c = 0; c <= 0xFF; c++) {
            octets.append(c);
        }
        return octets.toString();
    }
}
