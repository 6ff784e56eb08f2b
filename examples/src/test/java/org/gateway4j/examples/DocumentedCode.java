package org.gateway4j.examples;

import com.sun.net.httpserver.HttpExchange;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.gateway4j.AuthenticatedUser;
import org.gateway4j.Endpoint;
import org.gateway4j.Gateway;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.Headers;
import org.gateway4j.PoolConfig;
import org.gateway4j.RequestBody;
import org.gateway4j.Timeouts;
import org.gateway4j.ajp.AjpGateway;
import org.gateway4j.async.AsyncGateway;
import org.gateway4j.async.AsyncResponse;
import org.gateway4j.async.ResponseHandler;
import org.gateway4j.async.SelectorLoop;
import org.gateway4j.cgi.CgiGateway;
import org.gateway4j.cgi.CgiScriptMapper;
import org.gateway4j.cgi.LauncherChoice;
import org.gateway4j.cgi.ProcessAttributes;
import org.gateway4j.cgi.ProcessConfig;
import org.gateway4j.cgi.ResourceLimit;
import org.gateway4j.fastcgi.Authorization;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.fastcgi.FastCgiProbe;
import org.gateway4j.fastcgi.FpmStatus;
import org.gateway4j.host.micrometer.DefaultGatewayObservationConvention;
import org.gateway4j.host.micrometer.GatewayMetrics;
import org.gateway4j.host.micrometer.GatewayObservationContext;
import org.gateway4j.host.micrometer.GatewayObservationConvention;
import org.gateway4j.host.micrometer.ObservedGateway;
import org.gateway4j.scgi.ScgiGateway;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.uwsgi.UwsgiGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The code of README.md and docs/guide, compiled. {@link DocumentedCodeTest} holds the pages to it. */
final class DocumentedCode {

    private static final Logger LOG = LoggerFactory.getLogger(DocumentedCode.class);

    private DocumentedCode() {}

    static void usage() throws IOException {
        try (Gateway php = FastCgiGateway.builder(Endpoint.parse("unix:/run/php/php-fpm.sock"))
                .scripts(ScriptMapper.documentRoot(Path.of("/srv/www")))
                .build()) {
            GatewayRequest request = GatewayRequest.get("/index.php?page=1")
                    .header("Host", "example.org")
                    .build();
            try (GatewayResponse response = php.dispatch(request)) {
                System.out.println(response.status() + " " + response.headers().first("Content-Type"));
                response.body().transferTo(System.out);
            }
        }
    }

    static Gateway configuration() {
        Gateway php = FastCgiGateway.builder(Endpoint.tcp("127.0.0.1", 9000))
                .scripts(ScriptMapper.documentRoot(Path.of("/srv/www")).frontController("/index.php"))
                .pool(PoolConfig.of(20))
                .timeouts(Timeouts.defaults().withHead(Duration.ofSeconds(30)))
                .variables(request -> Map.of("APP_ENV", "production"))
                .build();
        return php;
    }

    static void servlets(InetSocketAddress client) throws IOException {
        Gateway shop = AjpGateway.builder(Endpoint.tcp("127.0.0.1", 8009))
                .secret("changeit")
                .allowedAttributes("tenant")
                .build();
        GatewayRequest request = GatewayRequest.get("/shop/cart;jsessionid=12?all")
                .header("Host", "shop.example.org")
                .remoteAddress(client)
                .user(new AuthenticatedUser("ann", "Basic"))
                .variable("tenant", "blue")
                .build();
        shop.dispatch(request).close();
    }

    static Gateway python() {
        Gateway wiki = UwsgiGateway.builder(Endpoint.unix(Path.of("/run/app.sock")))
                .pool(PoolConfig.of(8))
                .variables(request -> Map.of("APP_ENV", "prod"))
                .build();
        return wiki;
    }

    static Gateway scgi() {
        Gateway wiki = ScgiGateway.builder(Endpoint.tcp("127.0.0.1", 4000))
                .pool(PoolConfig.of(8))
                .variables(request -> Map.of("APP_ENV", "prod"))
                .build();
        return wiki;
    }

    static void answer(Gateway gateway, GatewayRequest request, HttpExchange client) throws IOException {
        try (GatewayResponse response = gateway.dispatch(request)) {
            long length = response.contentLength();
            response.headers().forEach(client.getResponseHeaders()::add);
            client.sendResponseHeaders(response.status(), length == 0 ? -1 : Math.max(length, 0));
            response.transferTo(client.getResponseBody());
            client.close();
        } catch (GatewayException e) {
            if (client.getResponseCode() >= 0) {
                throw e; // too late for another answer: the server cuts the connection, and the client sees it
            }
            client.sendResponseHeaders(e.suggestedStatus(), -1);
        }
    }

    static GatewayResponse roles(FastCgiGateway gateway, Endpoint endpoint, GatewayRequest request, Path template)
            throws IOException {
        Authorization verdict = gateway.authorize(request);
        if (verdict instanceof Authorization.Denied denied) {
            return denied.response();
        }
        FpmStatus status = FastCgiProbe.of(endpoint, Duration.ofSeconds(2)).status("/status");
        LOG.info(
                "{} of {} workers are idle, {} requests wait",
                status.idleProcesses(),
                status.totalProcesses(),
                status.listenQueue());
        return gateway.filter(
                request,
                RequestBody.of(template),
                Files.getLastModifiedTime(template).toInstant());
    }

    static List<Gateway> programs() {
        Gateway git = CgiGateway.builder(CgiScriptMapper.executable(Path.of("/usr/lib/git-core/git-http-backend")))
                .environment("GIT_PROJECT_ROOT", "/srv/git")
                .environment("GIT_HTTP_EXPORT_ALL", "1")
                .processes(ProcessConfig.of(8))
                .build();
        Gateway scripts = CgiGateway.builder(CgiScriptMapper.directory(Path.of("/usr/lib/cgi-bin"))
                        .interpreter(".pl", "/usr/bin/perl", "-T"))
                .inherit("PATH", "LANG")
                .build();
        return List.of(git, scripts);
    }

    static Gateway portableLauncher() {
        Gateway scripts = CgiGateway.builder(CgiScriptMapper.directory(Path.of("/usr/lib/cgi-bin")))
                .launcher(LauncherChoice.PORTABLE)
                .build();
        return scripts;
    }

    static Gateway attributes() {
        Gateway scripts = CgiGateway.builder(CgiScriptMapper.directory(Path.of("/usr/lib/cgi-bin")))
                .processes(ProcessConfig.defaults()
                        .withAttributes(ProcessAttributes.inherited()
                                .withUser("www-data", "www-data")
                                .withUmask(0027)
                                .withNice(5)
                                .withLimit(ResourceLimit.CPU_SECONDS, 30)
                                .withLimit(ResourceLimit.OPEN_FILES, 64)))
                .build();
        return scripts;
    }

    static void eventLoop(Executor files, GatewayRequest request, Client client) {
        AsyncGateway php = FastCgiGateway.builder(Endpoint.parse("unix:/run/php/php-fpm.sock"))
                .scripts(ScriptMapper.documentRoot(Path.of("/srv/www")))
                .executor(files)
                .buildAsync();
        SelectorLoop loop = SelectorLoop.start("gateway-1");
        php.dispatch(request, loop, new CopyToClient(client));
    }

    /** The connection of a host that runs on event loops. */
    interface Client {

        void onGone(Runnable action);

        void sendHead(int status, Headers headers);

        boolean write(ByteBuffer piece);

        void whenWritable(Runnable action);

        void flush();

        void end();

        void abort();

        void sendError(int status);
    }

    record CopyToClient(Client client) implements ResponseHandler {

        @Override
        public void answered(AsyncResponse response) {
            client.onGone(response::close);
            client.sendHead(response.status(), response.headers());
            copy(response, ByteBuffer.allocate(16 * 1024));
        }

        private void copy(AsyncResponse response, ByteBuffer piece) {
            try {
                int count = response.read(piece.clear());
                while (count > 0 && client.write(piece.flip())) {
                    count = response.read(piece.clear());
                }
                if (count < 0) {
                    response.close();
                    client.end();
                } else if (count == 0) {
                    client.flush();
                    response.demand(() -> copy(response, piece));
                } else {
                    client.whenWritable(() -> copy(response, piece));
                }
            } catch (GatewayException e) {
                response.close();
                client.abort(); // the response is truncated: never end it as if it were whole
            }
        }

        @Override
        public void failed(GatewayException failure) {
            client.sendError(failure.suggestedStatus());
        }
    }

    static Gateway metrics(MeterRegistry registry) {
        GatewayMetrics metrics = GatewayMetrics.of("shop");
        Gateway shop = AjpGateway.builder(Endpoint.tcp("127.0.0.1", 8009))
                .listener(metrics)
                .build();
        metrics.watch(shop).bindTo(registry);
        return shop;
    }

    static Gateway traces(Gateway shop, ObservationRegistry observations) {
        Gateway traced = ObservedGateway.of("shop", shop, observations);
        return traced;
    }

    static GatewayRequest parent(Observation parent) {
        GatewayRequest request =
                GatewayRequest.get("/cart").tag(Observation.class, parent).build();
        return request;
    }

    static Gateway convention(Gateway shop, ObservationRegistry observations) {
        GatewayObservationConvention withPath = new DefaultGatewayObservationConvention() {
            @Override
            public KeyValues getHighCardinalityKeyValues(GatewayObservationContext context) {
                return super.getHighCardinalityKeyValues(context)
                        .and("url.path", context.request().path());
            }
        };
        Gateway traced = ObservedGateway.of("shop", shop, observations).withConvention(withPath);
        return traced;
    }
}
