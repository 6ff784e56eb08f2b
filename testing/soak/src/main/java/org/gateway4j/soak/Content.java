package org.gateway4j.soak;

import java.nio.charset.StandardCharsets;

/** Bodies in which each place says of which request it is and where: {@code 17:0;17:1;17:2;} and so on. */
final class Content {

    /** A script that checks the content that it is sent, and answers with another. */
    static final String PHP = """
            <?php
            function content($number, $length) {
                $text = '';
                for ($i = 0; strlen($text) < $length; $i++) {
                    $text .= "$number:$i;";
                }
                return substr($text, 0, $length);
            }
            [$number, $fault, $answer, $body] = explode('-', $_SERVER['QUERY_STRING']);
            $sent = file_get_contents('php://input') === content(-$number, $body);
            header('Content-Type: text/plain');
            header("X-Number: $number");
            echo $sent ? content($number, $answer) : 'another body than was sent';
            """;

    private Content() {}

    static byte[] of(long number, int length) {
        StringBuilder text = new StringBuilder(length + 32);
        for (int i = 0; text.length() < length; i++) {
            text.append(number).append(':').append(i).append(';');
        }
        text.setLength(length);
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
