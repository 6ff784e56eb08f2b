package org.gateway4j.host.internal;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.RequestBody;
import org.gateway4j.TlsSession;
import org.jspecify.annotations.Nullable;

/** What an adapter has said of a request, unchecked. */
public final class ParsedRequest {

    public final String method;
    public final String target;
    public final List<String> names = new ArrayList<>(24);
    public final List<String> values = new ArrayList<>(24);
    public String protocol = "HTTP/1.1";
    public RequestBody body = RequestBody.none();
    public boolean secure;
    public String authType = "";
    public @Nullable String authority;
    public @Nullable InetSocketAddress remoteAddress;
    public @Nullable InetSocketAddress localAddress;
    public @Nullable TlsSession tls;
    public @Nullable String userName;

    public ParsedRequest(String method, String target) {
        this.method = method;
        this.target = target;
    }

    /** The value of the first field of a name, or null. */
    @Nullable
    String first(String name) {
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                return values.get(i);
            }
        }
        return null;
    }

    /** The values of all fields of a name, in order. */
    List<String> all(String name) {
        List<String> found = List.of();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name)) {
                found = found.isEmpty() ? new ArrayList<>(2) : found;
                found.add(values.get(i));
            }
        }
        return found;
    }

    boolean isHead() {
        return method.equals("HEAD");
    }
}
