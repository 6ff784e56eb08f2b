package org.gateway4j.host;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.gateway4j.Gateway;
import org.gateway4j.async.AsyncGateway;

/**
 * A gateway and the path below which it answers. Immutable; each method that sets something returns a changed copy.
 *
 * <p>The mount does not own its gateway: whoever built the gateway closes it.
 */
public final class Mount {

    /** What the application sees of the path of the mount. */
    public enum Prefix {
        /**
         * The application gets the whole path and knows its mount: {@link org.gateway4j.GatewayRequest#mountPrefix} is the
         * prefix. {@code /blog/post.php} below {@code /blog} is the file {@code post.php} of the document root, and {@code
         * SCRIPT_NAME} is {@code /blog/post.php}. The default.
         */
        MOUNTED,
        /**
         * The application gets the whole path, as if it were mounted at the root: {@code /blog/post.php} is the file {@code
         * blog/post.php} of the document root.
         */
        KEPT,
        /**
         * The application gets the path without the prefix, and does not know of it. Links and redirects that it makes lack the
         * prefix.
         */
        STRIPPED
    }

    private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~!$&'()*+,=:@-]+)*");
    private static final Pattern DOTS = Pattern.compile("(.*/)?\\.\\.?(/.*)?");

    private final String prefix;
    private final Target target;
    private final Prefix treatment;
    private final HeaderRules requestHeaders;
    private final HeaderRules responseHeaders;

    /** Exactly one of the two is there. */
    private record Target(Optional<Gateway> blocking, Optional<AsyncGateway> async) {}

    private Mount(
            String prefix, Target target, Prefix treatment, HeaderRules requestHeaders, HeaderRules responseHeaders) {
        this.prefix = prefix;
        this.target = target;
        this.treatment = treatment;
        this.requestHeaders = requestHeaders;
        this.responseHeaders = responseHeaders;
    }

    /**
     * A mount of a gateway that blocks.
     *
     * @param path the path, such as {@code /blog}, without escapes and path parameters; {@code /} for all paths. A slash at the
     *     end changes nothing
     * @param gateway what answers below it
     * @return a mount with the defaults of all settings
     * @throws IllegalArgumentException if the path is not of that form
     */
    public static Mount of(String path, Gateway gateway) {
        Objects.requireNonNull(gateway, "gateway");
        return of(path, new Target(Optional.of(gateway), Optional.empty()));
    }

    /**
     * A mount of a gateway for event loops.
     *
     * @param path as for {@link #of(String, Gateway)}
     * @param gateway what answers below it
     * @return a mount with the defaults of all settings
     * @throws IllegalArgumentException if the path is not of that form
     */
    public static Mount of(String path, AsyncGateway gateway) {
        Objects.requireNonNull(gateway, "gateway");
        return of(path, new Target(Optional.empty(), Optional.of(gateway)));
    }

    private static Mount of(String path, Target target) {
        return new Mount(prefix(path), target, Prefix.MOUNTED, HeaderRules.none(), HeaderRules.none());
    }

    private static String prefix(String path) {
        String prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        boolean absolute = path.startsWith("/") || path.isEmpty();
        if (!absolute
                || !PREFIX.matcher(prefix).matches()
                || DOTS.matcher(prefix).matches()) {
            throw new IllegalArgumentException("mount path \"" + path + "\" must be / or a path such as /blog, without"
                    + " empty or dot segments, escapes, path parameters and query");
        }
        return prefix;
    }

    /** The same mount, with a path before its own. */
    Mount below(String path) {
        return new Mount(prefix(path) + prefix, target, treatment, requestHeaders, responseHeaders);
    }

    /**
     * The path of the mount.
     *
     * @return a path without a slash at its end; empty for all paths
     */
    public String prefix() {
        return prefix;
    }

    /**
     * The gateway that blocks.
     *
     * @return the gateway; empty if the mount has one for event loops
     */
    public Optional<Gateway> gateway() {
        return target.blocking;
    }

    /**
     * The gateway for event loops.
     *
     * @return the gateway; empty if the mount has one that blocks
     */
    public Optional<AsyncGateway> asyncGateway() {
        return target.async;
    }

    /**
     * What the application sees of the prefix. Default {@link Prefix#MOUNTED}.
     *
     * @return the treatment
     */
    public Prefix treatment() {
        return treatment;
    }

    /**
     * Sets what the application sees of the prefix.
     *
     * @param value the treatment
     * @return a changed copy
     */
    public Mount treatment(Prefix value) {
        return new Mount(prefix, target, Objects.requireNonNull(value), requestHeaders, responseHeaders);
    }

    /**
     * The changes to the header fields of requests. Default {@link HeaderRules#none}.
     *
     * @return the rules
     */
    public HeaderRules requestHeaders() {
        return requestHeaders;
    }

    /**
     * Sets the changes to the header fields of requests, which come after the rules of every host.
     *
     * @param rules the rules
     * @return a changed copy
     */
    public Mount requestHeaders(HeaderRules rules) {
        return new Mount(prefix, target, treatment, Objects.requireNonNull(rules), responseHeaders);
    }

    /**
     * The changes to the header fields of responses. Default {@link HeaderRules#none}.
     *
     * @return the rules
     */
    public HeaderRules responseHeaders() {
        return responseHeaders;
    }

    /**
     * Sets the changes to the header fields of the application's responses. Error pages of the host do not change.
     *
     * @param rules the rules
     * @return a changed copy
     */
    public Mount responseHeaders(HeaderRules rules) {
        return new Mount(prefix, target, treatment, requestHeaders, Objects.requireNonNull(rules));
    }

    /** The same mount for event loops: threads of an executor wait for a gateway that blocks. */
    Mount async(Executor executor) {
        if (target.async.isPresent()) {
            return this;
        }
        AsyncGateway waiting = AsyncGateway.over(target.blocking.orElseThrow(), executor);
        return new Mount(
                prefix, new Target(Optional.empty(), Optional.of(waiting)), treatment, requestHeaders, responseHeaders);
    }

    /** The path and the name of the gateway, for the line that a host logs at its start. */
    @Override
    public String toString() {
        String name = target.blocking
                .map(Gateway::name)
                .or(() -> target.async.map(AsyncGateway::name))
                .orElse("");
        return prefix + "/ -> " + name;
    }
}
