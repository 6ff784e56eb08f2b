package org.gateway4j.host;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * What a host does beside its {@link Mounts}. Immutable; each method that sets something returns a changed copy. Safe for use
 * by any number of threads.
 */
public final class HostConfig {

    private static final HostConfig DEFAULTS =
            new HostConfig(new Values(TrustedProxies.none(), ErrorPages.plainText(), event -> {}));

    private final Values values;

    private record Values(TrustedProxies trustedProxies, ErrorPages errorPages, Consumer<AccessEvent> accessLog) {

        Values {
            Objects.requireNonNull(trustedProxies, "host.trustedProxies");
            Objects.requireNonNull(errorPages, "host.errorPages");
            Objects.requireNonNull(accessLog, "host.accessLog");
        }
    }

    private HostConfig(Values values) {
        this.values = values;
    }

    /**
     * The default of each setting.
     *
     * @return the defaults
     */
    public static HostConfig defaults() {
        return DEFAULTS;
    }

    /**
     * The proxies whose word on the client is taken. Default {@link TrustedProxies#none}: {@code Forwarded} and {@code
     * X-Forwarded-*} fields are dropped, whoever sends them.
     *
     * @return the proxies
     */
    public TrustedProxies trustedProxies() {
        return values.trustedProxies;
    }

    /**
     * Sets the proxies whose word on the client is taken.
     *
     * @param proxies the proxies
     * @return a changed copy
     */
    public HostConfig trustedProxies(TrustedProxies proxies) {
        return new HostConfig(new Values(proxies, errorPages(), accessLog()));
    }

    /**
     * The pages that clients get when there is no response. Default {@link ErrorPages#plainText}.
     *
     * @return the pages
     */
    public ErrorPages errorPages() {
        return values.errorPages;
    }

    /**
     * Sets the pages that clients get when there is no response.
     *
     * @param pages the pages
     * @return a changed copy
     */
    public HostConfig errorPages(ErrorPages pages) {
        return new HostConfig(new Values(trustedProxies(), pages, accessLog()));
    }

    /**
     * What hears of each exchange when it is over. Default: nothing.
     *
     * @return the log
     */
    public Consumer<AccessEvent> accessLog() {
        return values.accessLog;
    }

    /**
     * Sets what hears of each exchange when it is over.
     *
     * @param log called once for each exchange, on the thread or loop that ended it. It must not block. An exception that it
     *     throws is logged and otherwise ignored
     * @return a changed copy
     */
    public HostConfig accessLog(Consumer<AccessEvent> log) {
        return new HostConfig(new Values(trustedProxies(), errorPages(), log));
    }
}
