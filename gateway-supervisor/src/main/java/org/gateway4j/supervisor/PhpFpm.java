package org.gateway4j.supervisor;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.gateway4j.supervisor.internal.FpmRecipe;
import org.gateway4j.supervisor.internal.IniFile;
import org.gateway4j.supervisor.internal.PhpIni;
import org.gateway4j.supervisor.internal.Programs;
import org.gateway4j.supervisor.internal.Recipe;
import org.gateway4j.supervisor.internal.Variables;
import org.jspecify.annotations.Nullable;

/**
 * A PHP-FPM to be started, with a configuration of its own: one pool on a private Unix socket, in the foreground. The
 * configuration of the system's PHP-FPM is not read, but its php.ini is. Immutable; safe for use by any number of threads.
 */
public final class PhpFpm {

    private static final int MOST_WORKERS = 10_000;
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*\\$?");

    /** Directives that other settings make, or on which the supervisor depends. */
    private static final Set<String> OWN = Set.of(
            "pm",
            "pm.max_children",
            "user",
            "ping.path",
            "clear_env",
            "catch_workers_output",
            "decorate_workers_output",
            "include");

    /** How many workers there are at a time: PHP-FPM's {@code pm}. */
    public enum Mode {
        /** All workers are there from the start. */
        STATIC,
        /** Workers come and go with the load. At least one is there. */
        DYNAMIC,
        /** Workers come with the load, and go after some idle seconds. */
        ONDEMAND
    }

    private final FpmRecipe recipe;

    private PhpFpm(FpmRecipe recipe) {
        this.recipe = recipe;
    }

    /**
     * A PHP-FPM with five workers in {@link Mode#STATIC}.
     *
     * @param program the executable, such as {@code /usr/sbin/php-fpm8.2}; a name without a slash is looked for in {@code PATH}
     * @return a program
     */
    public static PhpFpm of(Path program) {
        return new PhpFpm(new FpmRecipe(
                Programs.resolved(program),
                mode(Mode.STATIC),
                5,
                null,
                IniFile.empty(),
                IniFile.empty(),
                Variables.none()));
    }

    private static String mode(Mode mode) {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The number of workers, the most at a time ({@code pm.max_children}). The gateway sends as many requests at a time. Default
     * 5.
     *
     * @param value 1 to 10,000
     * @return a changed copy
     * @throws IllegalArgumentException if it is out of range
     */
    public PhpFpm withWorkers(int value) {
        Settings.checkWithin("workers of " + recipe.name(), value, 1, MOST_WORKERS);
        return with(recipe.mode(), value, recipe.user(), recipe.directives(), recipe.ini(), recipe.variables());
    }

    /**
     * How many workers there are at a time. Default {@link Mode#STATIC}.
     *
     * @param value the mode
     * @return a changed copy
     */
    public PhpFpm withMode(Mode value) {
        return with(
                mode(value), recipe.workers(), recipe.user(), recipe.directives(), recipe.ini(), recipe.variables());
    }

    /**
     * The user that runs the workers. Default: the user of this process. PHP-FPM obeys only if this process is root's, and refuses
     * to run workers as root.
     *
     * @param value a name or number
     * @return a changed copy
     * @throws IllegalArgumentException if no user can have that name
     */
    public PhpFpm withUser(String value) {
        if (!USER.matcher(value).matches()) {
            throw new IllegalArgumentException("user of " + recipe.name() + " is \""
                    + value.replaceAll("\\p{Cntrl}", "?") + "\"; it must be letters, digits, '_', '.' or '-'");
        }
        return with(recipe.mode(), recipe.workers(), value, recipe.directives(), recipe.ini(), recipe.variables());
    }

    /**
     * Adds a setting to those of php.ini, or replaces one. Scripts can change it as far as they can change php.ini's.
     *
     * @param name such as {@code memory_limit}
     * @param value as php.ini has it after the equals sign, quotes included: {@code 256M}, {@code E_ALL}, {@code "a b"}
     * @return a changed copy
     * @throws IllegalArgumentException if the name is malformed or the value has more than one line
     */
    public PhpFpm withIni(String name, String value) {
        IniFile ini = recipe.ini().with("php.ini setting", name, value);
        return with(recipe.mode(), recipe.workers(), recipe.user(), recipe.directives(), ini, recipe.variables());
    }

    /**
     * Adds a variable to the environment. The environment has nothing else but a usual {@code PATH} and what PHP needs to find its
     * settings. Scripts get it with {@code getenv}. No log, message or text of this library has the value.
     *
     * @param name such as {@code DATABASE_URL}
     * @param value any text without NUL
     * @return a changed copy
     * @throws IllegalArgumentException if no environment can have it, or the supervisor sets it itself
     */
    public PhpFpm withEnvironment(String name, String value) {
        PhpIni.checkFree(name);
        Variables variables = recipe.variables().with(name, value);
        return with(recipe.mode(), recipe.workers(), recipe.user(), recipe.directives(), recipe.ini(), variables);
    }

    /**
     * Adds a directive to the section of the pool, such as {@code request_terminate_timeout}. Directives on which the supervisor
     * depends, and those with a setting here, are refused.
     *
     * @param name as PHP-FPM has it
     * @param value as PHP-FPM's configuration has it after the equals sign
     * @return a changed copy
     * @throws IllegalArgumentException if it is refused or malformed
     */
    public PhpFpm withDirective(String name, String value) {
        if (OWN.contains(name) || name.startsWith("listen") || name.startsWith("env[")) {
            throw new IllegalArgumentException("PHP-FPM's directive " + name + " is set by the supervisor");
        }
        IniFile directives = recipe.directives().with("PHP-FPM directive", name, value);
        return with(recipe.mode(), recipe.workers(), recipe.user(), directives, recipe.ini(), recipe.variables());
    }

    private PhpFpm with(
            String mode, int workers, @Nullable String user, IniFile directives, IniFile ini, Variables variables) {
        return new PhpFpm(new FpmRecipe(recipe.program(), mode, workers, user, directives, ini, variables));
    }

    Recipe recipe() {
        return recipe;
    }

    @Override
    public String toString() {
        return recipe.name() + " with " + recipe.workers() + " workers";
    }
}
