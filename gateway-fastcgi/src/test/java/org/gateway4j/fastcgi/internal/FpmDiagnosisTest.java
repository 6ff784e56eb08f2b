package org.gateway4j.fastcgi.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FpmDiagnosisTest {

    /** The messages as PHP-FPM 8 writes them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            Primary script unknown | the document root must be the path that PHP-FPM sees
            Access to the script '/srv/a.txt' has been denied (see security.limit_extensions) | only files with the extensions
            Unable to open primary script: /srv/a.php (Permission denied) | may not read the script
            PHP message: PHP Warning:  REQUEST_BODY_FILE: open('/tmp/a.body') failed: Permission denied (13) in Unknown on line 0 | spooling.directory
            PHP message: PHP Warning:  PHP Request Startup: POST Content-Length of 9 bytes exceeds the limit of 8 bytes | post_max_size
            """)
    void terseMessageIsExplained(String message, String explanation) {
        assertTrue(FpmDiagnosis.explain(message).contains(explanation), message);
    }

    @Test
    void otherOutputIsNot() {
        assertEquals("", FpmDiagnosis.explain(""));
        assertEquals("", FpmDiagnosis.explain("PHP message: PHP Notice:  Undefined variable $a"));
    }
}
