package org.gateway4j.examples.beside;

import static org.gateway4j.contract.beside.RawRequest.get;
import static org.gateway4j.contract.beside.RawRequest.request;
import static org.gateway4j.contract.beside.RawRequest.withBody;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.gateway4j.contract.beside.RawRequest;
import org.gateway4j.contract.beside.RequestTable;

/** What clients of CGI programs send: what all clients send, and what RFC 3875 has a rule for. */
final class CgiRequests {

    /** Those that are about files beside scripts and about directories, of which a directory of CGI programs serves none. */
    private static final Set<String> ABOUT_FILES = Set.of(
            "root",
            "index of a directory",
            "directory without its slash",
            "directory without its slash, with a query",
            "directory without an index",
            "static file",
            "static file with a query",
            "HEAD of a static file",
            "POST to a static file",
            "script below a static file",
            "missing directory",
            "query of an index",
            "nothing but the extension");

    private static final List<RawRequest> BELOW_A_PREFIX = List.of(
            get("script below the prefix", "/cgi-bin/info.php"),
            get("path info below the prefix", "/cgi-bin/info.php/path/info?a=1"),
            get("encoded path info below the prefix", "/cgi-bin/info.php/a%20b/%C3%A9"),
            get("script in a directory below the prefix", "/cgi-bin/dir/index.php/x"),
            get("missing script below the prefix", "/cgi-bin/none.php"),
            withBody("form below the prefix", "POST", "/cgi-bin/info.php/x", "text/plain", "a=1&b=2"),
            request("HEAD below the prefix", "HEAD", "/cgi-bin/info.php"));

    private static final List<RawRequest> NAMES = List.of(
            get("script that is not executable", "/source.php"),
            get("spaces behind the script's name", "/info.php%20%20%20"),
            get("script's name in capitals", "/INFO.PHP"),
            get("link to a script", "/link.php"),
            get("semicolons in the script's place", "/info.php;v=1"),
            get("path info that looks like a path of the system", "/info.php/etc/passwd"),
            get("path info of dots", "/info.php/..."),
            get("encoded equals sign in the path info", "/info.php/a%3Db"),
            get("backslash that is encoded", "/info.php/a%5Cb"),
            get("overlong UTF-8 in the path info", "/info.php/%C0%AF"),
            get("Latin-1 in the path info", "/info.php/caf%E9"),
            get("encoded path info that is encoded twice", "/info.php/%2541"));

    private static final List<RawRequest> WORDS = List.of(
            get("one search word", "/info.php?word"),
            get("search words", "/info.php?one+two+three"),
            get("encoded search words", "/info.php?a%20b+c%2Bd"),
            get("search word like an option", "/info.php?-s"),
            get("search word like an option, encoded", "/info.php?%2Ds+-d"),
            get("search words for a shell", "/info.php?a;b+$(c)+%60d%60"),
            get("encoded equals sign in a search word", "/info.php?a%3Db"),
            get("empty search words", "/info.php?+"),
            withBody("search words of a POST", "POST", "/info.php?one+two", "text/plain", "x"));

    private static final List<RawRequest> FIELDS = List.of(
            get("field named like a variable of the server", "/info.php", "Server-Name: x", "Remote-Addr: 192.0.2.1"),
            get("fields of an authenticated user", "/info.php", "Remote-User: admin", "Auth-Type: Basic"),
            get("Redirect-Status", "/info.php", "Redirect-Status: 200", "Https: on"),
            get("Content-Length of nothing", "/info.php", "Content-Length: 0"),
            get("Content-Type without a body", "/info.php", "Content-Type: text/plain"),
            get("Shellshock", "/info.php", "User-Agent: () { :; }; echo x"),
            get("variables of the loader", "/info.php", "Ld-Preload: /tmp/x.so", "Path: /tmp", "Ifs: x"),
            get("comma in a repeated field", "/info.php", "X-List: a, b", "X-List: c"),
            get("X-Forwarded-Host and -Server", "/info.php", "X-Forwarded-Host: a", "X-Forwarded-Server: b"));

    private CgiRequests() {}

    static List<RawRequest> all() {
        Stream<RawRequest> usual = RequestTable.all().stream().filter(request -> !ABOUT_FILES.contains(request.name()));
        return Stream.concat(
                        usual, Stream.of(BELOW_A_PREFIX, NAMES, WORDS, FIELDS).flatMap(List::stream))
                .toList();
    }
}
