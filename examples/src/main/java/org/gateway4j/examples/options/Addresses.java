package org.gateway4j.examples.options;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of this machine as they are written in options: {@code 127.0.0.1:8080}, {@code [::1]:8080}. */
final class Addresses {

    private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^:\\[\\]]+):([0-9]{1,5})");

    private Addresses() {}

    static InetSocketAddress parse(String value, String option) throws UsageException {
        Matcher parts = ADDRESS.matcher(value);
        if (!parts.matches() || Integer.parseInt(parts.group(2)) > 65_535) {
            throw new UsageException(option, value, "must be HOST:PORT such as 127.0.0.1:8080 or [::1]:8080");
        }
        try {
            InetAddress host = InetAddress.getAllByName(parts.group(1))[0];
            return new InetSocketAddress(host, Integer.parseInt(parts.group(2)));
        } catch (UnknownHostException e) {
            throw new UsageException(option, value, "must be an address of this machine; the name is not known");
        }
    }
}
