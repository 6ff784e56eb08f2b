package org.gateway4j.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Runs each test on a fresh thread of one kind. */
record OnThread(ThreadKind kind) implements InvocationInterceptor {

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> invocationContext,
            ExtensionContext extensionContext)
            throws Throwable {
        proceed(invocation);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation,
            ReflectiveInvocationContext<Method> invocationContext,
            ExtensionContext extensionContext)
            throws Throwable {
        proceed(invocation);
    }

    private void proceed(Invocation<Void> invocation) throws Throwable {
        assumeTrue(kind.isAvailable(), "this JDK has no threads of kind " + kind);
        @Nullable
        Throwable thrown =
                kind.<@Nullable Throwable>run(() -> thrownBy(invocation)).result();
        if (thrown != null) {
            throw thrown;
        }
    }

    private static @Nullable Throwable thrownBy(InvocationInterceptor.Invocation<Void> invocation) {
        try {
            invocation.proceed();
            return null;
        } catch (Throwable e) {
            return e;
        }
    }
}
