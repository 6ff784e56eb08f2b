package org.gateway4j.contract.beside;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.gateway4j.Endpoint;
import org.gateway4j.contract.host.RunningHost;
import org.gateway4j.testkit.RawClient;
import org.gateway4j.testkit.Transport;
import org.gateway4j.testkit.backends.Nginx;
import org.gateway4j.testkit.backends.PhpFpm;
import org.gateway4j.testkit.backends.ServerVariables;
import org.gateway4j.testkit.backends.Site;

/**
 * The same bytes to a host and to nginx in front of the same PHP-FPM: PHP sees the same, but for what is listed with its reason. The
 * tests of an adapter extend this.
 */
public abstract class BesideNginxContract extends BesideServer {

    /** The differences of gateways, and of the example host. */
    protected static final String REQUESTS = "fastcgi-nginx-requests.md";

    private static final String OF_HOSTS = "fastcgi-nginx-hosts.md";
    private static final int MOST_OF_AN_ANSWER = 1 << 20;

    /** Enough for the idle connections of the host, and nginx. */
    private static final int WORKERS = 8;

    private static final List<String> SCRIPTS = List.of(
            "/info.php", "/index.php", "/dir/index.php", "/a b.php", "/a+b.php", "/café.php", "/.hidden.php", "/.php");

    /** For the tests of an adapter. */
    protected BesideNginxContract() {}

    /**
     * Starts a host, all of whose paths are PHP's.
     *
     * @param php where PHP-FPM listens
     * @param documentRoot the directory of its scripts
     * @return one that listens
     * @throws Exception if it cannot be started
     */
    protected abstract RunningHost start(Endpoint php, Path documentRoot) throws Exception;

    /**
     * The name of the host in the list of differences.
     *
     * @return such as {@code netty}
     */
    protected abstract String name();

    /**
     * What may differ.
     *
     * @param nginx which versions of nginx a difference is to be about
     * @return the comparison to fill
     * @throws IOException if a list cannot be read
     */
    protected Comparison comparison(Predicate<String> nginx) throws IOException {
        return new Comparison(
                        "nginx",
                        ListedDifference.of(
                                OF_HOSTS,
                                hosts -> List.of(hosts.split("; ", -1)).contains(name())))
                .tolerating(ListedDifference.of(REQUESTS, nginx));
    }

    @Override
    protected final Comparison observe() throws Exception {
        PhpFpm php = PhpFpm.start(site -> PhpFpm.Settings.of(Transport.UNIX).children(WORKERS));
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

    private Comparison observe(PhpFpm php) throws Exception {
        Nginx nginx = Nginx.start(php);
        try {
            return observe(start(Endpoint.parse(php.address()), php.site().root()), nginx);
        } finally {
            nginx.stop();
        }
    }

    private Comparison observe(RunningHost host, Nginx nginx) throws Exception {
        try {
            InetSocketAddress other = nginx.address();
            Comparison comparison = comparison(ListedDifference.before(nginx.version()));
            for (RawRequest request : RequestTable.all()) {
                comparison.add(request.name(), send(request, host.address()), send(request, other));
            }
            return comparison;
        } finally {
            host.close();
        }
    }

    private static Observation send(RawRequest request, InetSocketAddress server) throws IOException {
        try (RawClient client = new RawClient(server)) {
            client.send(request.text());
            return Observation.of(client.read(MOST_OF_AN_ANSWER), server.getPort(), BesideNginxContract::variables);
        } catch (SocketTimeoutException e) {
            throw new IOException("the connection does not end after: " + request, e);
        }
    }

    private static Map<String, String> variables(AnswerHead head) {
        String variables = head.field(ServerVariables.HEADER);
        return variables.isEmpty() ? Map.of() : ServerVariables.parseHeader(variables);
    }
}
