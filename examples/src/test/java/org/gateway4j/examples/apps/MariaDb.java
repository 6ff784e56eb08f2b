package org.gateway4j.examples.apps;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gateway4j.testkit.Await;
import org.gateway4j.testkit.backends.ProcessTree;
import org.gateway4j.testkit.backends.RealBackends;
import org.gateway4j.testkit.backends.Site;

/** A database server of a test's own, at a Unix socket within a site. Its user root needs no password. */
final class MariaDb {

    private final Path socket;
    private final ProcessTree server;

    private MariaDb(Path socket, ProcessTree server) {
        this.socket = socket;
        this.server = server;
    }

    /** Starts one that has an empty database. */
    static MariaDb start(Site site, String database) throws Exception {
        Path program = RealBackends.program("mariadbd");
        Path data = site.file("database");
        String user = "--user=" + System.getProperty("user.name");
        Command.run(
                site.file("install-db.log"),
                RealBackends.program("mariadb-install-db").toString(),
                "--no-defaults",
                "--datadir=" + data,
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                user);
        Path socket = site.file("database.sock");
        Path init = Files.writeString(site.file("init.sql"), "CREATE DATABASE " + database + ";\n");
        Path log = site.file("database.log");
        ProcessTree server = ProcessTree.start(
                log,
                List.of(
                        program.toString(),
                        "--no-defaults",
                        "--datadir=" + data,
                        "--socket=" + socket,
                        "--pid-file=" + site.file("database.pid"),
                        "--skip-networking",
                        "--init-file=" + init,
                        user));
        Await.until("mariadbd accepts or ends", () -> !server.isAlive() || accepts(socket));
        if (!server.isAlive()) {
            throw new IllegalStateException("mariadbd does not start: " + Files.readString(log));
        }
        return new MariaDb(socket, server);
    }

    private static boolean accepts(Path socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            return false;
        }
    }

    Path socket() {
        return socket;
    }

    void stop() throws Exception {
        server.stop();
    }
}
