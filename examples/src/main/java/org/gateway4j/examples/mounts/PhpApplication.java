package org.gateway4j.examples.mounts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.gateway4j.Gateway;
import org.gateway4j.Limits;
import org.gateway4j.SendfileRoots;
import org.gateway4j.Spooling;
import org.gateway4j.Timeouts;
import org.gateway4j.examples.options.MountOptions;
import org.gateway4j.examples.options.Settings;
import org.gateway4j.examples.options.UsageException;
import org.gateway4j.fastcgi.FastCgiGateway;
import org.gateway4j.host.AccessEvent;
import org.gateway4j.supervisor.PhpFpm;
import org.gateway4j.supervisor.StartException;
import org.gateway4j.supervisor.SupervisedGateway;

/** The PHP scripts of a directory, run by a PHP-FPM that the host starts and looks after, and the static files beside them. */
final class PhpApplication {

    private static final int USUAL_WORKERS = 5;

    /** PHP-FPM refuses to run its workers as root. */
    private static final String USER_OF_ROOT = "www-data";

    private PhpApplication() {}

    /** As the options say. The PHP-FPM runs when this returns. */
    static Application of(MountOptions options, Timeouts defaults) throws UsageException {
        Settings settings = options.settings();
        Path root = options.file();
        if (!Files.isDirectory(root)) {
            throw settings.refuseTarget(options.target(), "must be a directory that exists");
        }
        Site site = Site.of(settings, root.toString());
        PhpFpm program = program(settings);
        UnaryOperator<FastCgiGateway.Builder> gateway = gateway(settings, defaults);
        settings.refuseOthers();
        SupervisedGateway php = SupervisedGateway.builder(program)
                .name("php " + root)
                .scripts(site)
                .gateway(gateway)
                .build();
        return new Application(site.withFiles(started(php, options)), site.indexes());
    }

    private static PhpFpm program(Settings settings) throws UsageException {
        PhpFpm program = PhpFpm.of(executable(settings));
        int workers = settings.takeCount("workers", USUAL_WORKERS);
        program = changed(
                program, settings, "workers", Integer.toString(workers), (fpm, value) -> fpm.withWorkers(workers));
        Optional<String> user = settings.take("user").or(PhpApplication::usualUser);
        if (user.isPresent()) {
            program = changed(program, settings, "user", user.get(), PhpFpm::withUser);
        }
        for (Map.Entry<String, String> ini : settings.takeAll("ini.").entrySet()) {
            String name = ini.getKey();
            program =
                    changed(program, settings, "ini." + name, ini.getValue(), (fpm, value) -> fpm.withIni(name, value));
        }
        for (Map.Entry<String, String> variable : settings.takeAll("env.").entrySet()) {
            String name = variable.getKey();
            program = changed(
                    program,
                    settings,
                    "env." + name,
                    variable.getValue(),
                    (fpm, value) -> fpm.withEnvironment(name, value));
        }
        return program;
    }

    private static Path executable(Settings settings) throws UsageException {
        Optional<String> program = settings.take("program");
        if (program.isPresent()) {
            Path executable = settings.path("program", program.get());
            if (!Files.isExecutable(executable)) {
                throw settings.refuse("program", program.get(), "must be an executable file");
            }
            return executable;
        }
        return InstalledProgram.find("php-fpm")
                .orElseThrow(
                        () -> settings.refuse("program", "", "must be the executable of PHP-FPM: none is installed"));
    }

    private static Optional<String> usualUser() {
        return System.getProperty("user.name").equals("root") ? Optional.of(USER_OF_ROOT) : Optional.empty();
    }

    private static PhpFpm changed(
            PhpFpm program, Settings settings, String key, String value, BiFunction<PhpFpm, String, PhpFpm> change)
            throws UsageException {
        try {
            return change.apply(program, value);
        } catch (IllegalArgumentException e) {
            throw settings.refuse(key, value, String.valueOf(e.getMessage()));
        }
    }

    private static UnaryOperator<FastCgiGateway.Builder> gateway(Settings settings, Timeouts defaults)
            throws UsageException {
        SendfileRoots sendfile = SendfileSettings.take(settings);
        BoundSettings bounds = new BoundSettings(settings);
        Limits limits = bounds.limits();
        Spooling spooling = bounds.spooling();
        if (spooling.mode() == Spooling.Mode.STREAM_ALL) {
            throw settings.refuse("spool", "off", "PHP-FPM reads no body of unknown length");
        }
        Timeouts timeouts = settings.takeTimeouts(defaults);
        return builder -> builder.sendfileRoots(sendfile)
                .limits(limits)
                .spooling(spooling)
                .listener(AccessEvent.upstreamListener())
                .timeouts(timeouts);
    }

    private static Gateway started(SupervisedGateway php, MountOptions options) throws UsageException {
        try {
            php.start();
            return php;
        } catch (StartException e) {
            php.close();
            throw options.settings().refuseTarget(options.target(), String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            php.close();
            Thread.currentThread().interrupt();
            throw options.settings().refuseTarget(options.target(), "was not started: interrupted");
        }
    }
}
