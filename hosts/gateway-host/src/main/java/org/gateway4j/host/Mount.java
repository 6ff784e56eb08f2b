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
    private final Rules rules;

    /** What holds for requests of the mount and their responses. */
    private record Rules(HeaderRules requestHeaders, HeaderRules responseHeaders, DenyRules denyRules) {

        static final Rules NONE = new Rules(HeaderRules.none(), HeaderRules.none(), DenyRules.none());

        Rules {
            Objects.requireNonNull(requestHeaders, "mount.requestHeaders");
            Objects.requireNonNull(responseHeaders, "mount.responseHeaders");
            Objects.requireNonNull(denyRules, "mount.denyRules");
        }
    }

    /** Exactly one of the two is there. */
    private record Target(Optional<Gateway> blocking, Optional<AsyncGateway> async) {}

    private Mount(String prefix, Target target, Prefix treatment, Rules rules) {
        this.prefix = prefix;
        this.target = target;
        this.treatment = treatment;
        this.rules = rules;
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
        return new Mount(prefix(path), target, Prefix.MOUNTED, Rules.NONE);
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
        return new Mount(prefix(path) + prefix, target, treatment, rules);
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
        return new Mount(prefix, target, Objects.requireNonNull(value), rules);
    }

    /**
     * The changes to the header fields of requests. Default {@link HeaderRules#none}.
     *
     * @return the rules
     */
    public HeaderRules requestHeaders() {
        return rules.requestHeaders;
    }

    /**
     * Sets the changes to the header fields of requests, which come after the rules of every host.
     *
     * @param value the rules
     * @return a changed copy
     */
    public Mount requestHeaders(HeaderRules value) {
        return with(new Rules(value, rules.responseHeaders, rules.denyRules));
    }

    /**
     * The changes to the header fields of responses. Default {@link HeaderRules#none}.
     *
     * @return the rules
     */
    public HeaderRules responseHeaders() {
        return rules.responseHeaders;
    }

    /**
     * Sets the changes to the header fields of the application's responses. Error pages of the host do not change.
     *
     * @param value the rules
     * @return a changed copy
     */
    public Mount responseHeaders(HeaderRules value) {
        return with(new Rules(rules.requestHeaders, value, rules.denyRules));
    }

    /**
     * The paths that clients are denied. Default {@link DenyRules#none}.
     *
     * @return the rules
     */
    public DenyRules denyRules() {
        return rules.denyRules;
    }

    /**
     * Sets the paths that clients are denied. They are answered with 403, and so are local redirects to them.
     *
     * @param value the rules
     * @return a changed copy
     */
    public Mount denyRules(DenyRules value) {
        return with(new Rules(rules.requestHeaders, rules.responseHeaders, value));
    }

    private Mount with(Rules changed) {
        return new Mount(prefix, target, treatment, changed);
    }

    /**
     * Whether a path is one that clients are denied.
     *
     * @param path the path of a request as it came, percent-encoded, which {@link Mounts#find} has found to be for this mount
     * @return true if the rules deny it
     * @throws IllegalArgumentException if the path is malformed
     */
    public boolean denies(String path) {
        return rules.denyRules.deny(prefix, path);
    }

    /** The same mount for event loops: threads of an executor wait for a gateway that blocks. */
    Mount async(Executor executor) {
        if (target.async.isPresent()) {
            return this;
        }
        AsyncGateway waiting = AsyncGateway.over(target.blocking.orElseThrow(), executor);
        return new Mount(prefix, new Target(Optional.empty(), Optional.of(waiting)), treatment, rules);
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
