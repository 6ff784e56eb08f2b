package org.gateway4j.benchmarks.client;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.gateway4j.GatewayRequest;
import org.gateway4j.RequestBody;

/** What a browser asks for, as a host has parsed it: fourteen header fields, which make 32 variables. */
public final class BrowserRequest {

    /** Where the script is. */
    public static final Path ROOT = Path.of("/srv/www/shop");

    /** What a FastCGI application is to run. */
    public static final Path SCRIPT = ROOT.resolve("index.php");

    private static final InetSocketAddress REMOTE = new InetSocketAddress("203.0.113.7", 51_234);
    private static final InetSocketAddress LOCAL = new InetSocketAddress("198.51.100.1", 443);

    /** Path and query. */
    public static final String TARGET = "/shop/catalogue/garden/chairs?colour=green&page=3&sort=price";

    private static final String[] HEADERS = {
        "Host", "shop.example.com",
        "User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        "Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Language", "en-GB,en;q=0.8,de;q=0.5",
        "Accept-Encoding", "gzip, deflate, br, zstd",
        "Referer", "https://shop.example.com/shop/catalogue/garden",
        "Cookie", "PHPSESSID=8f14e45fceea167a5a36dedd4bea2543; theme=light; basket=17",
        "DNT", "1",
        "Upgrade-Insecure-Requests", "1",
        "Sec-Fetch-Dest", "document",
        "Sec-Fetch-Mode", "navigate",
        "Sec-Fetch-Site", "same-origin",
        "Priority", "u=0, i",
        "Cache-Control", "max-age=0",
    };

    private BrowserRequest() {}

    /** A GET. */
    public static GatewayRequest get() {
        return with(GatewayRequest.get(TARGET)).build();
    }

    /** A POST. */
    public static GatewayRequest post(RequestBody body) {
        return with(GatewayRequest.builder("POST", TARGET))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Content-Length", Long.toString(body.length()))
                .body(body)
                .build();
    }

    /** All that a host has in hand after parsing are strings. */
    private static GatewayRequest.Builder with(GatewayRequest.Builder request) {
        for (int i = 0; i < HEADERS.length; i += 2) {
            request.header(HEADERS[i], HEADERS[i + 1]);
        }
        return request.scheme("https").remoteAddress(REMOTE).localAddress(LOCAL);
    }

    /** Names and values of the header fields. */
    public static void eachHeader(BiConsumer<String, String> action) {
        for (int i = 0; i < HEADERS.length; i += 2) {
            action.accept(HEADERS[i], HEADERS[i + 1]);
        }
    }
}
