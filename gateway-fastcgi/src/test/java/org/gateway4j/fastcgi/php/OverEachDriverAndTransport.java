package org.gateway4j.fastcgi.php;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests of a class run on each transport, and on one of them over an event loop too, which sees no difference. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ParameterizedClass
@CsvSource({"TCP, BLOCKING", "UNIX, BLOCKING", "UNIX, LOOP"})
@interface OverEachDriverAndTransport {}
