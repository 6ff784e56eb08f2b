package org.gateway4j.cgi.internal;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One start by {@code posix_spawn}. The process gets a session of its own, default signals, no blocked signal, and no
 * descriptor beyond its standard ones.
 */
final class Spawn {

    private static final Charset NAMES = NativeText.ofThisJvm().charset();
    private static final String SHELL = "/bin/sh";

    /** POSIX_SPAWN_SETSIGDEF, SETSIGMASK and SETSID. */
    private static final short FLAGS = 0x04 | 0x08 | 0x80;

    /** More than any C library needs for a structure of attributes, actions or signals. */
    private static final int STRUCTURE = 512;

    /** Reading only, and without waiting for the writer of a named pipe. */
    private static final int OPEN_FLAGS = 0x800;

    private final ProcessPlan plan;
    private final Arena arena;
    private final MemorySegment state;
    private final List<Integer> opened = new ArrayList<>();

    private Spawn(ProcessPlan plan, Arena arena) {
        this.plan = plan;
        this.arena = arena;
        this.state = LibC.newState(arena);
    }

    /** Starts a process. Leaves nothing behind if that fails. */
    static Spawned start(ProcessPlan plan) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            Spawn spawn = new Spawn(plan, arena);
            boolean started = false;
            try {
                Spawned ends = spawn.run();
                started = true;
                return ends;
            } finally {
                if (!started) {
                    spawn.opened.forEach(LibC::close);
                }
            }
        }
    }

    private Spawned run() throws IOException {
        int event = open(check(LibC.eventfd(state)));
        int[] input = plan.hasInputPipe() ? pipe() : new int[] {-1, -1};
        int[] output = pipe();
        int[] errors = pipe();
        if (input[1] >= 0) {
            check(LibC.doNotBlock(state, input[1]));
        }
        check(LibC.doNotBlock(state, output[0]));
        check(LibC.doNotBlock(state, errors[0]));
        int pid = spawn(input[0], output[1], errors[1]);
        int exit = LibC.pidfdOpen(pid);
        if (exit < 0) {
            LibC.signal(-pid, LibC.KILL);
            LibC.reap(pid, true);
            check(exit);
        }
        if (input[0] >= 0) {
            LibC.close(input[0]);
        }
        LibC.close(output[1]);
        LibC.close(errors[1]);
        return new Spawned(pid, exit, event, input[1], output[0], errors[0]);
    }

    private int[] pipe() throws IOException {
        MemorySegment both = arena.allocate(JAVA_INT, 2);
        check(LibC.pipe(state, both));
        return new int[] {open(both.getAtIndex(JAVA_INT, 0)), open(both.getAtIndex(JAVA_INT, 1))};
    }

    private int open(int descriptor) {
        opened.add(descriptor);
        return descriptor;
    }

    private int check(int result) throws IOException {
        if (result < 0) {
            throw failure(-result);
        }
        return result;
    }

    private IOException failure(int number) {
        return LibC.failure(
                "Cannot run program \"" + plan.command().get(0) + "\" (in directory \"" + plan.directory() + "\")",
                number);
    }

    private int spawn(int input, int output, int errors) throws IOException {
        MemorySegment actions = arena.allocate(STRUCTURE, 16);
        MemorySegment attributes = arena.allocate(STRUCTURE, 16);
        try {
            checkNumber((int) LibC.ACTIONS_INIT.invokeExact(actions));
            try {
                checkNumber((int) LibC.ATTR_INIT.invokeExact(attributes));
                try {
                    prepare(actions, input, output, errors);
                    prepare(attributes);
                    return spawn(actions, attributes);
                } finally {
                    int ignored = (int) LibC.ATTR_DESTROY.invokeExact(attributes);
                }
            } finally {
                int ignored = (int) LibC.ACTIONS_DESTROY.invokeExact(actions);
            }
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw LibC.unexpected(e);
        }
    }

    private void checkNumber(int number) throws IOException {
        if (number != 0) {
            throw failure(number);
        }
    }

    private void prepare(MemorySegment actions, int input, int output, int errors) throws Throwable {
        if (input >= 0) {
            checkNumber((int) LibC.ADD_DUP2.invokeExact(actions, input, 0));
        } else {
            File file = plan.input().file();
            MemorySegment path = name(file == null ? "/dev/null" : file.toString());
            checkNumber((int) LibC.ADD_OPEN.invokeExact(actions, 0, path, OPEN_FLAGS, 0));
        }
        checkNumber((int) LibC.ADD_DUP2.invokeExact(actions, output, 1));
        checkNumber((int) LibC.ADD_DUP2.invokeExact(actions, errors, 2));
        checkNumber((int) LibC.ADD_CLOSEFROM.invokeExact(actions, 3));
        checkNumber(
                (int) LibC.ADD_CHDIR.invokeExact(actions, name(plan.directory().toString())));
    }

    private void prepare(MemorySegment attributes) throws Throwable {
        MemorySegment signals = arena.allocate(STRUCTURE, 16);
        checkNumber((int) LibC.ATTR_FLAGS.invokeExact(attributes, FLAGS));
        checkNumber((int) LibC.SIGEMPTYSET.invokeExact(signals));
        checkNumber((int) LibC.ATTR_MASK.invokeExact(attributes, signals));
        checkNumber((int) LibC.SIGFILLSET.invokeExact(signals));
        checkNumber((int) LibC.ATTR_DEFAULTS.invokeExact(attributes, signals));
    }

    /** A file without a {@code #!} line runs as a shell script, as {@code execvp} of POSIX has it. */
    private int spawn(MemorySegment actions, MemorySegment attributes) throws Throwable {
        MemorySegment pid = arena.allocate(JAVA_INT);
        MemorySegment variables = variables();
        List<String> command = plan.command();
        int number = spawn(pid, actions, attributes, command, variables);
        if (number == LibC.ENOEXEC) {
            List<String> shell = new ArrayList<>(command);
            shell.add(0, SHELL);
            number = spawn(pid, actions, attributes, shell, variables);
        }
        checkNumber(number);
        return pid.get(JAVA_INT, 0);
    }

    private int spawn(
            MemorySegment pid,
            MemorySegment actions,
            MemorySegment attributes,
            List<String> command,
            MemorySegment variables)
            throws Throwable {
        MemorySegment words = arena.allocate(ADDRESS, command.size() + 1L);
        for (int i = 0; i < command.size(); i++) {
            words.setAtIndex(ADDRESS, i, name(command.get(i)));
        }
        MemorySegment program = words.getAtIndex(ADDRESS, 0);
        return (int) LibC.POSIX_SPAWN.invokeExact(pid, program, actions, attributes, words, variables);
    }

    private MemorySegment variables() {
        Map<String, String> all = plan.environment();
        MemorySegment variables = arena.allocate(ADDRESS, all.size() + 1L);
        int index = 0;
        for (Map.Entry<String, String> each : all.entrySet()) {
            String text = each.getKey() + '=' + each.getValue();
            variables.setAtIndex(ADDRESS, index++, bytes(text.getBytes(StandardCharsets.ISO_8859_1)));
        }
        return variables;
    }

    private MemorySegment name(String text) {
        return bytes(text.getBytes(NAMES));
    }

    /** With a NUL behind. */
    private MemorySegment bytes(byte[] bytes) {
        MemorySegment copy = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, copy, ValueLayout.JAVA_BYTE, 0, bytes.length);
        return copy;
    }
}
