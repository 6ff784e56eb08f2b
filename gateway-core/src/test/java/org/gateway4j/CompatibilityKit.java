package org.gateway4j;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.testng.SkipException;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

/** Runs the tests of the compatibility kit of Reactive Streams, which are written for another framework, as JUnit's. */
public final class CompatibilityKit {

    private CompatibilityKit() {}

    /**
     * One test for each rule that can be tested.
     *
     * @param verifications makes a verification, a new one for each test
     */
    public static Stream<DynamicTest> rules(Supplier<?> verifications) {
        List<Method> rules = methods(verifications.get(), Test.class)
                .filter(method -> !method.getName().startsWith("untested_"))
                .toList();
        assertFalse(rules.isEmpty(), "no rules");
        return rules.stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getName(), () -> verify(verifications.get(), rule)));
    }

    private static void verify(Object verification, Method rule) throws Throwable {
        try {
            runAll(verification, BeforeClass.class);
            runAll(verification, BeforeMethod.class);
            rule.invoke(verification);
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause();
            Assumptions.assumeFalse(cause instanceof SkipException, cause::getMessage);
            throw cause;
        } finally {
            runAll(verification, AfterClass.class);
        }
    }

    private static void runAll(Object verification, Class<? extends Annotation> kind)
            throws ReflectiveOperationException {
        for (Method method : methods(verification, kind).toList()) {
            method.invoke(verification);
        }
    }

    private static Stream<Method> methods(Object verification, Class<? extends Annotation> kind) {
        return Stream.of(verification.getClass().getMethods()).filter(method -> method.isAnnotationPresent(kind));
    }
}
