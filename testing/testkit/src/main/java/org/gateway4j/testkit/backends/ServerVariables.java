package org.gateway4j.testkit.backends;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** What PHP has in {@code $_SERVER}. */
public final class ServerVariables {

    /** Prints them, one a line. */
    public static final String SCRIPT = """
            <?php
            foreach ($_SERVER as $name => $value) {
                if (is_string($value)) {
                    echo rawurlencode($name), '=', rawurlencode($value), "\\n";
                }
            }
            """;

    /** The name of the header that {@link #IN_HEADER} sends. */
    public static final String HEADER = "X-Variables";

    /**
     * Answers with them in a header, for requests whose answers have no body. What PHP has read of the request's body is
     * among them: {@code input}, {@code input length}, {@code form}.
     */
    public static final String IN_HEADER = """
            <?php
            ob_start();
            ?>%s
            $input = file_get_contents('php://input');
            $uploads = array_map(fn($file) => [$file['name'], $file['size'], md5_file($file['tmp_name'])], $_FILES);
            echo 'input=', md5($input), "\\n";
            echo 'input%%20length=', strlen($input), "\\n";
            echo 'form=', rawurlencode(serialize([$_GET, $_POST, $_COOKIE, $uploads])), "\\n";
            header('X-Variables: ' . base64_encode(ob_get_clean()));
            """.formatted(SCRIPT);

    private ServerVariables() {}

    /**
     * {@return the variables in the value of the header, taken for UTF-8}
     *
     * @param value of {@link #HEADER}
     */
    public static Map<String, String> parseHeader(String value) {
        return parse(new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
    }

    /**
     * {@return the variables that {@link #SCRIPT} has printed, taken for UTF-8}
     *
     * @param body its whole output
     */
    public static Map<String, String> parse(String body) {
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
