package org.gateway4j.supervisor;

import java.nio.file.Path;
import org.gateway4j.supervisor.internal.IniFile;
import org.gateway4j.supervisor.internal.PhpCgiRecipe;
import org.gateway4j.supervisor.internal.PhpIni;
import org.gateway4j.supervisor.internal.Programs;
import org.gateway4j.supervisor.internal.Recipe;
import org.gateway4j.supervisor.internal.Variables;

/**
 * A php-cgi to be started, which listens for FastCGI on a private Unix socket. It never ends by itself after a number of requests
 * ({@code PHP_FCGI_MAX_REQUESTS} is 0); {@link Recycling} replaces it without failures. Immutable; safe for use by any number of
 * threads.
 */
public final class PhpCgi {

    private static final int MOST_WORKERS = 1000;

    private final PhpCgiRecipe recipe;

    private PhpCgi(PhpCgiRecipe recipe) {
        this.recipe = recipe;
    }

    /**
     * A php-cgi that serves one request at a time.
     *
     * @param program the executable, such as {@code /usr/bin/php-cgi}; a name without a slash is looked for in {@code PATH}
     * @return a program
     */
    public static PhpCgi of(Path program) {
        return new PhpCgi(new PhpCgiRecipe(Programs.resolved(program), 1, IniFile.empty(), Variables.none()));
    }

    /**
     * The number of workers ({@code PHP_FCGI_CHILDREN}). The gateway sends as many requests at a time. Default 1: the process
     * serves itself and has no children.
     *
     * @param value 1 to 1000
     * @return a changed copy
     * @throws IllegalArgumentException if it is out of range
     */
    public PhpCgi withWorkers(int value) {
        Settings.checkWithin("workers of " + recipe.name(), value, 1, MOST_WORKERS);
        return new PhpCgi(new PhpCgiRecipe(recipe.program(), value, recipe.ini(), recipe.variables()));
    }

    /**
     * Adds a setting to those of php.ini, or replaces one, as {@link PhpFpm#withIni}.
     *
     * @param name such as {@code memory_limit}
     * @param value as php.ini has it after the equals sign, quotes included
     * @return a changed copy
     * @throws IllegalArgumentException if the name is malformed or the value has more than one line
     */
    public PhpCgi withIni(String name, String value) {
        IniFile ini = recipe.ini().with("php.ini setting", name, value);
        return new PhpCgi(new PhpCgiRecipe(recipe.program(), recipe.workers(), ini, recipe.variables()));
    }

    /**
     * Adds a variable to the environment, as {@link PhpFpm#withEnvironment}.
     *
     * @param name such as {@code DATABASE_URL}
     * @param value any text without NUL
     * @return a changed copy
     * @throws IllegalArgumentException if no environment can have it, or the supervisor sets it itself
     */
    public PhpCgi withEnvironment(String name, String value) {
        PhpIni.checkFree(name);
        Variables variables = recipe.variables().with(name, value);
        return new PhpCgi(new PhpCgiRecipe(recipe.program(), recipe.workers(), recipe.ini(), variables));
    }

    Recipe recipe() {
        return recipe;
    }

    @Override
    public String toString() {
        return recipe.name() + " with " + recipe.workers() + " workers";
    }
}
