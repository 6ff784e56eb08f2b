package org.gateway4j.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Ending a process whose descendants cannot be looked for. */
class ProcessTreeTest {

    private Process process;

    @AfterEach
    void close() {
        process.destroyForcibly();
    }

    static List<Consumer<ProcessTree>> signals() {
        return List.of(ProcessTree::terminate, ProcessTree::kill);
    }

    /** As the JDK does where no more descriptors are left to open the process table. */
    private static ProcessHandle withoutDescendants(ProcessHandle handle) {
        return (ProcessHandle) Proxy.newProxyInstance(
                ProcessHandle.class.getClassLoader(),
                new Class<?>[] {ProcessHandle.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("descendants")) {
                        throw new IllegalStateException("Unable to open /proc");
                    }
                    try {
                        return method.invoke(handle, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("signals")
    void processIsEndedAlthoughNobodyKnowsItsDescendants(Consumer<ProcessTree> signal) throws Exception {
        process = new ProcessBuilder("/bin/sh", "-c", "exec sleep 1000").start();
        ProcessTree tree = new ProcessTree(withoutDescendants(process.toHandle()));
        signal.accept(tree);
        assertEquals(128, process.waitFor() & 128);
        assertFalse(tree.isAlive());
    }
}
