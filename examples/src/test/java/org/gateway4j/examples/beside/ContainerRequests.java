package org.gateway4j.examples.beside;

import static org.gateway4j.contract.beside.RawRequest.get;
import static org.gateway4j.contract.beside.RawRequest.lines;
import static org.gateway4j.contract.beside.RawRequest.post;
import static org.gateway4j.contract.beside.RawRequest.request;

import java.util.List;
import java.util.stream.Stream;
import org.gateway4j.contract.beside.RawRequest;
import org.gateway4j.contract.beside.RequestTable;

/** What clients of a servlet container send: what all clients send, and what means something to a container or to AJP. */
final class ContainerRequests {

    private static final List<RawRequest> SESSIONS = List.of(
            get("session id in the path", "/shop/cart;jsessionid=0123456789ABCDEF"),
            get("session id in the path, with a query", "/shop/cart;jsessionid=0123.node1?a=1"),
            get("session id in a segment within", "/shop;jsessionid=0123/cart"),
            get("session cookie", "/shop/cart", "Cookie: JSESSIONID=0123456789ABCDEF.node1"),
            get("session cookie and id", "/shop/cart;jsessionid=1", "Cookie: a=b; JSESSIONID=2"),
            get("quoted cookie", "/shop/cart", "Cookie: $Version=1; a=\"b c\""),
            get("matrix parameters", "/shop/a;x=1;y=2/b;z"),
            get("semicolon before a dot segment", "/shop/a/..;/b"),
            get("trailing semicolon", "/shop/a;"));

    private static final List<RawRequest> HOSTILE = List.of(
            get("Secret field", "/info.php", "Secret: guessed", "AJP_SECRET: guessed"),
            get("fields named like attributes", "/info.php", "AJP_REMOTE_PORT: 1", "AJP_LOCAL_ADDR: 192.0.2.1"),
            get(
                    "fields with hyphens named like attributes",
                    "/info.php",
                    "AJP-REMOTE-PORT: 1",
                    "AJP-SSL-PROTOCOL: TLSv1.3"),
            get(
                    "fields of an authenticated user",
                    "/info.php",
                    "REMOTE_USER: admin",
                    "Remote-User: admin",
                    "Auth-Type: Basic"),
            get("fields of TLS", "/info.php", "SSL_CLIENT_CERT: x", "SSL-Cipher: x", "X-SSL-Client-Verify: SUCCESS"),
            get("field named like an include", "/info.php", "jakarta.servlet.include.request_uri: /WEB-INF/web.xml"),
            get("JK_LB_ACTIVATION field", "/info.php", "JK_LB_ACTIVATION: STP"),
            get("Status and Servlet-Engine fields", "/info.php", "Status: 500", "Servlet-Engine: x"),
            get("path of an include", "/WEB-INF/web.xml"),
            get("path of a manifest in small letters", "/meta-inf/manifest.mf"),
            get("dots behind a semicolon", "/shop/..;x/WEB-INF/web.xml"),
            get("encoded dots and slash", "/shop/%2e%2e%2fWEB-INF/web.xml"),
            get("encoded backslash", "/shop/a%5Cb"),
            get("double encoding", "/shop/%252e%252e/b"),
            get("encoded semicolon", "/shop/a%3Bjsessionid=1"),
            get("overlong UTF-8", "/shop/%C0%AE%C0%AE/b"),
            get("encoded Latin-1", "/shop/caf%E9"),
            post("two lengths", "text/plain", "abc", "Content-Length: 3"),
            post("two lengths that differ", "text/plain", "abc", "Content-Length: 4"),
            post("length and chunks", "text/plain", "0\r\n\r\n", "Transfer-Encoding: chunked"),
            request("length with a sign", "POST", "/info.php", "Content-Length: +0"),
            request("length that is no number", "POST", "/info.php", "Content-Length: x"),
            request("unknown transfer coding", "POST", "/info.php", "Transfer-Encoding: identity"));

    private static final List<RawRequest> UNUSUAL = List.of(
            request("QUERY", "QUERY", "/info.php", "Content-Length: 0"),
            request("VERSION-CONTROL", "VERSION-CONTROL", "/info.php"),
            request("BASELINE-CONTROL", "BASELINE-CONTROL", "/info.php"),
            request("ACL", "ACL", "/info.php"),
            request("SEARCH", "SEARCH", "/info.php"),
            request("COPY", "COPY", "/info.php", "Destination: /x", "Depth: infinity"),
            post("body larger than a packet", "application/octet-stream", "0123456789".repeat(2_000)),
            post("body of exactly a packet", "application/octet-stream", "x".repeat(8186)),
            post("body of a packet and a byte", "application/octet-stream", "x".repeat(8187)),
            post("form in Latin-1", "application/x-www-form-urlencoded;charset=ISO-8859-1", "a=%E9"),
            post("Expect that is unknown", "text/plain", "x", "Expect: 200-ok"),
            get("every field with a code", "/info.php", coded()),
            get("name of 60 characters", "/info.php", "X-" + "N".repeat(58) + ": 1"),
            get(
                    "upgrade to WebSocket",
                    "/info.php",
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13"),
            get("offer of TLS", "/info.php", "Upgrade: TLS/1.2", "Connection: Upgrade"),
            get("Connection that names a field", "/info.php", "X-Hop: 1", "Connection: close", "Connection: X-Hop"),
            get("Via and Max-Forwards", "/info.php", "Via: 1.1 a", "Max-Forwards: 3"),
            get(
                    "X-Forwarded of each kind",
                    "/info.php",
                    "X-Forwarded-Host: a",
                    "X-Forwarded-Server: b",
                    "X-Real-IP: c"),
            lines("HTTP/1.1 with a lower-case host field", "GET /info.php HTTP/1.1", "host: example.org"),
            lines("Host with user information", "GET /info.php HTTP/1.1", "Host: ann@example.org"),
            lines("Host with an underscore", "GET /info.php HTTP/1.1", "Host: my_host"),
            lines("Host with a port that is none", "GET /info.php HTTP/1.1", "Host: example.org:http"),
            lines("Host with an empty port", "GET /info.php HTTP/1.1", "Host: example.org:"),
            lines("HTTP/1.2", "GET /info.php HTTP/1.2", "Host: example.org"));

    private ContainerRequests() {}

    static List<RawRequest> all() {
        return Stream.of(RequestTable.all(), SESSIONS, HOSTILE, UNUSUAL)
                .flatMap(List::stream)
                .toList();
    }

    private static String[] coded() {
        return Stream.of(
                        "Accept",
                        "Accept-Charset",
                        "Accept-Encoding",
                        "Accept-Language",
                        "Authorization",
                        "Content-Type",
                        "Cookie",
                        "Cookie2",
                        "Pragma",
                        "Referer",
                        "User-Agent")
                .map(name -> name + ": x" + name.length())
                .toArray(String[]::new);
    }
}
