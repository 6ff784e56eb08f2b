package org.gateway4j.fastcgi.internal.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTypeTest {

    /** FastCGI specification, section 8. */
    @ParameterizedTest
    @CsvSource({
        "1, BEGIN_REQUEST", "2, ABORT_REQUEST", "3, END_REQUEST", "4, PARAMS",
        "5, STDIN", "6, STDOUT", "7, STDERR", "8, DATA",
        "9, GET_VALUES", "10, GET_VALUES_RESULT", "11, UNKNOWN_TYPE"
    })
    void typesHaveTheCodesOfTheSpecification(int code, RecordType type) {
        assertEquals(type, RecordType.of(code));
        assertEquals(code, type.code());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 12, 127, 128, 255})
    void otherCodesAreUndefined(int code) {
        assertEquals(RecordType.UNDEFINED, RecordType.of(code));
    }

    @Test
    void undefinedTypeCannotBeSent() {
        assertThrows(IllegalStateException.class, RecordType.UNDEFINED::code);
    }
}
