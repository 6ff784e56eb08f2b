package org.gateway4j.ajp.tomcat;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests of a class run in front of each line of Tomcat. One line is enough to show that an event loop does the same. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ParameterizedClass
@CsvSource({"TOMCAT_9_0, BLOCKING", "TOMCAT_10_1, BLOCKING", "TOMCAT_11_0, BLOCKING", "TOMCAT_11_0, LOOP"})
@interface OverEachTomcat {}
