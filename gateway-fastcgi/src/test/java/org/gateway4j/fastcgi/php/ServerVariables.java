package org.gateway4j.fastcgi.php;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** What PHP has in {@code $_SERVER}. */
final class ServerVariables {

    /** Prints them, one a line. */
    static final String SCRIPT = """
            <?php
            foreach ($_SERVER as $name => $value) {
                if (is_string($value)) {
                    echo rawurlencode($name), '=', rawurlencode($value), "\\n";
                }
            }
            """;

    private ServerVariables() {}

    /** Reads what the script has printed; values as UTF-8. */
    static Map<String, String> parse(String body) {
        Map<String, String> variables = new TreeMap<>();
        body.lines().forEach(line -> {
            int equals = line.indexOf('=');
            variables.put(decode(line.substring(0, equals)), decode(line.substring(equals + 1)));
        });
        return variables;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
