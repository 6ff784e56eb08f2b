package org.gateway4j.examples.beside;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.gateway4j.testkit.backends.Daemon;
import org.gateway4j.testkit.backends.Httpd;
import org.gateway4j.testkit.backends.RealBackends;
import org.gateway4j.testkit.backends.Site;

/** A server of a test's own that runs the CGI programs of a site, from the root and below {@code /cgi-bin}. */
final class CgiServer {

    /** What runs them. */
    enum Kind {
        MOD_CGID,
        LIGHTTPD;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final List<String> MODULES = List.of("mpm_event", "authz_core", "alias", "cgid");

    private final int port;
    private final AutoCloseable server;

    private CgiServer(int port, AutoCloseable server) {
        this.port = port;
        this.server = server;
    }

    static CgiServer start(Kind kind, Site site) throws IOException {
        return switch (kind) {
            case MOD_CGID -> httpd(site);
            case LIGHTTPD -> lighttpd(site);
        };
    }

    private static CgiServer httpd(Site site) throws IOException {
        int port = Daemon.freePort();
        Httpd httpd = Httpd.start(site, MODULES, List.of(port), """
                Listen 127.0.0.1:%1$d
                ScriptSock %3$s/cgid.sock
                MergeSlashes Off
                UseCanonicalName Off
                UseCanonicalPhysicalPort On
                TraceEnable On
                AllowEncodedSlashes NoDecode
                AcceptPathInfo On
                Alias /cgi-bin %2$s
                <Directory %2$s>
                Options ExecCGI FollowSymLinks
                SetHandler cgi-script
                Require all granted
                </Directory>
                """.formatted(port, site.root(), site.writable()));
        return new CgiServer(port, httpd::stop);
    }

    private static CgiServer lighttpd(Site site) throws IOException {
        Path program = RealBackends.program("lighttpd");
        String user = Site.isRoot() ? "server.username = \"" + Site.unprivilegedUser() + "\"\n" : "";
        int port = Daemon.freePort();
        Path config =
                Files.writeString(site.file("lighttpd.conf"), user + """
                server.modules = ( "mod_alias", "mod_cgi" )
                server.bind = "127.0.0.1"
                server.port = %1$d
                server.document-root = "%2$s"
                server.upload-dirs = ( "%3$s" )
                server.errorlog = "%3$s/lighttpd.log"
                alias.url = ( "/cgi-bin/" => "%2$s/" )
                cgi.assign = ( "" => "" )
                cgi.execute-x-only = "enable"
                """.formatted(port, site.root(), site.writable()));
        List<String> command = List.of(program.toString(), "-D", "-f", config.toString());
        Daemon lighttpd = Daemon.start(site.file("lighttpd.output"), List.of(port), command);
        return new CgiServer(port, lighttpd::stop);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    void stop() throws Exception {
        server.close();
    }
}
