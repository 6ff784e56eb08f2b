package org.gateway4j.contract.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;

/** Holds that a listed case deviates, that every entry is of a case, and that no test is skipped. */
final class DeviationCheck implements InvocationInterceptor, BeforeAllCallback, AfterAllCallback {

    private final Set<String> tests = new HashSet<>();
    private final Set<String> cases = new HashSet<>();

    private static Deviations deviations(ExtensionContext context) {
        Object tests = context.getRequiredTestInstance();
        return tests instanceof Http2Contract contract ? contract.deviations() : ((HostContract) tests).deviations();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Set<String> methods =
                ReflectionSupport.findMethods(
                                context.getRequiredTestClass(), method -> true, HierarchyTraversalMode.TOP_DOWN)
                        .stream()
                        .map(Method::getName)
                        .collect(Collectors.toSet());
        Set<String> unknown = new HashSet<>(deviations(context).cases());
        unknown.removeIf(listed -> methods.contains(testOf(listed)));
        assertEquals(Set.of(), unknown, "deviations of tests that there are not");
    }

    private static String testOf(String testCase) {
        return testCase.replaceFirst("(?s)\\[.*", "");
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        check(invocation, call, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        check(invocation, call, context);
    }

    private void check(Invocation<Void> invocation, ReflectiveInvocationContext<Method> call, ExtensionContext context)
            throws Throwable {
        String test = call.getExecutable().getName();
        String one = test + call.getArguments();
        tests.add(test);
        cases.addAll(List.of(test, one));
        @Nullable String reason = reason(deviations(context), test, one);
        if (reason == null) {
            proceed(invocation);
        } else {
            context.publishReportEntry("deviation", one + ": " + reason);
            assertFails(invocation, one);
        }
    }

    private static @Nullable String reason(Deviations deviations, String test, String one) {
        @Nullable String reason = deviations.reason(one);
        return reason == null ? deviations.reason(test) : reason;
    }

    private static void proceed(Invocation<Void> invocation) throws Throwable {
        try {
            invocation.proceed();
        } catch (TestAbortedException e) {
            throw new AssertionError("a case of the contract is skipped", e);
        }
    }

    private static void assertFails(Invocation<Void> invocation, String testCase) throws Throwable {
        try {
            proceed(invocation);
        } catch (Exception | AssertionError e) {
            return;
        }
        fail(testCase + " is listed as a deviation, and passes");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Set<String> unused = new HashSet<>(deviations(context).cases());
        unused.removeIf(listed -> !tests.contains(testOf(listed)) || cases.contains(listed));
        assertEquals(Set.of(), unused, "deviations for arguments that there are not");
    }
}
