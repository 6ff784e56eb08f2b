package org.gateway4j.examples.beside;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.gateway4j.contract.beside.AnswerHead;
import org.gateway4j.contract.beside.BesideServer;
import org.gateway4j.contract.beside.Comparison;
import org.gateway4j.contract.beside.ListedDifference;
import org.gateway4j.contract.beside.Observation;
import org.gateway4j.contract.beside.RawRequest;
import org.gateway4j.contract.beside.RequestTable;
import org.gateway4j.examples.LocalHost;
import org.gateway4j.examples.mounts.Applications;
import org.gateway4j.examples.options.CommandLine;
import org.gateway4j.testkit.RawClient;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.backends.Nginx;
import org.gateway4j.testkit.backends.PhpFpm;
import org.gateway4j.testkit.backends.ServerVariables;
import org.gateway4j.testkit.backends.Site;

/**
 * The same bytes to the host and to nginx in front of the same PHP-FPM: PHP sees the same, but for what is listed in
 * fastcgi-nginx-requests.md with its reason.
 */
class BesideNginxIT extends BesideServer {

    private static final int MOST_OF_AN_ANSWER = 1 << 20;
    private static final List<String> SCRIPTS = List.of(
            "/info.php", "/index.php", "/dir/index.php", "/a b.php", "/a+b.php", "/café.php", "/.hidden.php", "/.php");

    @Override
    protected Comparison observe() throws Exception {
        PhpFpm php = PhpFpm.start(site -> PhpFpm.Settings.of(Transport.UNIX));
        try {
            fill(php.site());
            return observe(php);
        } finally {
            php.stop();
        }
    }

    private static void fill(Site site) throws IOException {
        for (String script : SCRIPTS) {
            site.write(script, ServerVariables.IN_HEADER);
        }
        site.write("/plain.txt", "a file\n");
        site.write("/empty/nothing.txt", "");
    }

    private static Comparison observe(PhpFpm php) throws Exception {
        String mount = "/=fastcgi:" + php.address() + ",root=" + php.site().root() + ",max=2";
        Nginx nginx = Nginx.start(php);
        try (LocalHost host = LocalHost.start(Applications.of(CommandLine.parse("--mount", mount)))) {
            InetSocketAddress other = nginx.address();
            int version = nginx.version();
            Comparison comparison = new Comparison(
                    "nginx", ListedDifference.of("fastcgi-nginx-requests.md", ListedDifference.before(version)));
            for (RawRequest request : RequestTable.all()) {
                comparison.add(request.name(), send(request, host.address()), send(request, other));
            }
            return comparison;
        } finally {
            nginx.stop();
        }
    }

    private static Observation send(RawRequest request, InetSocketAddress server) throws IOException {
        try (RawClient client = new RawClient(server)) {
            client.send(request.text());
            return Observation.of(client.read(MOST_OF_AN_ANSWER), server.getPort(), BesideNginxIT::variables);
        }
    }

    private static Map<String, String> variables(AnswerHead head) {
        String variables = head.field(ServerVariables.HEADER);
        return variables.isEmpty() ? Map.of() : ServerVariables.parseHeader(variables);
    }
}
