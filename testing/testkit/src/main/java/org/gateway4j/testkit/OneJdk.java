package org.gateway4j.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test whose result does not depend on the JDK. A build that runs on several JDKs may leave it out on all but one:
 * {@code -DexcludedGroups=one-jdk}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Tag("one-jdk")
public @interface OneJdk {}
