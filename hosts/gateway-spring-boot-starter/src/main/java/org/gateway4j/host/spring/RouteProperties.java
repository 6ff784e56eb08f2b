package org.gateway4j.host.spring;

import java.nio.file.Path;
import java.util.Map;
import org.gateway4j.host.Mount;
import org.jspecify.annotations.Nullable;

/**
 * A path, and the application that answers below it.
 *
 * @param path the path, such as /blog or /blog/**; / or /** for all paths
 * @param target the application: fastcgi:ADDRESS, ajp:ADDRESS, scgi:ADDRESS, uwsgi:ADDRESS or cgi:PATH
 * @param gateway the name of a bean that answers, in place of a target: a Gateway or an AsyncGateway
 * @param name the name in messages, metrics and health. Default: the key of the route, or its path in a list
 * @param root the directory of the scripts of a FastCGI application
 * @param script the only script of a FastCGI application, in place of a root
 * @param prefix what the application sees of the path of the route
 * @param requestHeaders changes to the header fields of requests
 * @param responseHeaders changes to the header fields of responses
 * @param documentRoot how paths become scripts below the root
 * @param variables variables that every request gets; AJP13 has none
 * @param pool the connections to the application
 * @param timeouts the deadlines of an exchange
 * @param limits the bounds of an exchange
 * @param spooling which request bodies are read ahead
 * @param sendfile the directories below which the application may ask the host to send files
 * @param maxRedirects the number of local redirects that may lead to one request
 * @param fastcgi what only FastCGI has
 * @param ajp what only AJP13 has
 * @param cgi what only CGI has
 * @param uwsgi what only uwsgi has
 * @param health how the health of the application is checked
 */
record RouteProperties(
        @Nullable String path,
        @Nullable String target,
        @Nullable String gateway,
        @Nullable String name,
        @Nullable Path root,
        @Nullable Path script,
        Mount.@Nullable Prefix prefix,
        @Nullable HeaderRulesProperties requestHeaders,
        @Nullable HeaderRulesProperties responseHeaders,
        @Nullable DocumentRootProperties documentRoot,
        @Nullable Map<String, String> variables,
        @Nullable PoolProperties pool,
        @Nullable TimeoutsProperties timeouts,
        @Nullable LimitsProperties limits,
        @Nullable SpoolingProperties spooling,
        @Nullable SendfileProperties sendfile,
        @Nullable Integer maxRedirects,
        @Nullable FastCgiProperties fastcgi,
        @Nullable AjpProperties ajp,
        @Nullable CgiProperties cgi,
        @Nullable UwsgiProperties uwsgi,
        @Nullable HealthProperties health) {

    /** Whether a type has properties of its own: all records of this package but those that are made of one text. */
    static boolean isGroup(Class<?> type) {
        return type.isRecord()
                && type.getPackageName().equals(RouteProperties.class.getPackageName())
                && type.getRecordComponents().length > 1;
    }
}
