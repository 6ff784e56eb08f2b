package org.gateway4j.fastcgi.php;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gateway4j.Endpoint;
import org.gateway4j.GatewayException;
import org.gateway4j.GatewayRequest;
import org.gateway4j.GatewayResponse;
import org.gateway4j.PoolConfig;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.script.ScriptMapper;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.backends.ProcessTree;
import org.gateway4j.testkit.backends.RealBackends;
import org.gateway4j.testkit.backends.Site;

/** A php-cgi of a test's own that listens for FastCGI, with two workers. */
final class PhpCgi {

    private static final int CHILDREN = 2;

    private final Site site;
    private final Endpoint endpoint;
    private final ProcessTree processes;

    private PhpCgi(Path program, Site site) throws Exception {
        this.site = site;
        Path socket = site.file("php.sock");
        endpoint = Endpoint.unix(socket);
        processes = ProcessTree.start(
                site.file("output"),
                List.of(
                        "env",
                        "PHP_FCGI_CHILDREN=" + CHILDREN,
                        program.toString(),
                        "-d",
                        "upload_tmp_dir=" + site.writable(),
                        "-d",
                        "upload_max_filesize=20M",
                        "-d",
                        "post_max_size=21M",
                        "-b",
                        socket.toString()));
        Path ready = Files.writeString(site.file("ready.php"), "ready");
        Await.until("php-cgi answers", () -> answers(ready));
    }

    static PhpCgi start() throws Exception {
        Path program = RealBackends.program("php-cgi");
        return new PhpCgi(program, new Site());
    }

    private boolean answers(Path script) {
        try (FastCgiGateway gateway = FastCgiGateway.builder(endpoint)
                        .scripts(ScriptMapper.script(script))
                        .keepConnections(false)
                        .build();
                GatewayResponse response =
                        gateway.dispatch(GatewayRequest.get("/").build())) {
            return response.status() == 200;
        } catch (GatewayException e) {
            return false;
        }
    }

    Site site() {
        return site;
    }

    FastCgiGateway gateway() {
        return FastCgiGateway.builder(endpoint)
                .scripts(ScriptMapper.documentRoot(site.root()))
                .pool(PoolConfig.of(CHILDREN))
                .build();
    }

    void stop() throws Exception {
        processes.stop();
        site.close();
    }
}
