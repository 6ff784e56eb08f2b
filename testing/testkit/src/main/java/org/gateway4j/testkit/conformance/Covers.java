package org.gateway4j.testkit.conformance;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Rows of the conformance pages that a test shows; on a class, that each of its tests shows. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Covers {

    /** {@return page and row of each, such as {@code cgi/rfc3875-4.1.2}} */
    String[] value();
}
