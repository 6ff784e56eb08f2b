package org.gateway4j.examples.mounts;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.gateway4j.cgi.CgiGateway;
import org.gateway4j.cgi.ExitPolicy;
import org.gateway4j.cgi.ProcessConfig;
import org.gateway4j.examples.options.Settings;
import org.gateway4j.examples.options.UsageException;

/** The settings of a CGI mount that hold for all its programs. */
record CgiSettings(Settings settings) {

    /** What {@link ExitPolicy} is called on the command line. */
    private enum Exit {
        SUCCESS("success", ExitPolicy.SUCCESS_ONLY),
        ANY_BUT_SIGNALS("unsignalled", ExitPolicy.ANY_BUT_SIGNALS),
        ANY("any", ExitPolicy.ANY);

        private final String text;
        private final ExitPolicy policy;

        Exit(String text, ExitPolicy policy) {
            this.text = text;
            this.policy = policy;
        }
    }

    void takeInto(CgiGateway.Builder gateway) throws UsageException {
        takeEnvironment(gateway);
        ProcessConfig processes = ProcessConfig.defaults();
        gateway.processes(ProcessConfig.of(settings.takeCount("max", processes.maxProcesses()))
                .withGrace(settings.takeDuration("grace", processes.grace()))
                .withOutputGrace(settings.takeDuration("linger", processes.outputGrace())));
        Optional<String> exit = settings.take("exit");
        if (exit.isPresent()) {
            gateway.exitPolicy(exitPolicy(exit.get()));
        }
        Optional<String> directory = settings.take("directory");
        if (directory.isPresent()) {
            gateway.workingDirectory(settings.directory("directory", directory.get()));
        }
        if (settings.takeSwitch("auth", false)) {
            gateway.passAuthorization(true);
        }
        if (settings.takeSwitch("words", false)) {
            gateway.passQueryAsArguments(true);
        }
        gateway.sendfileRoots(SendfileSettings.take(settings));
    }

    /** What is set here wins over what is inherited. */
    private void takeEnvironment(CgiGateway.Builder gateway) throws UsageException {
        Optional<String> inherited = settings.take("inherit");
        if (inherited.isPresent()) {
            try {
                gateway.inherit(inherited.get().split("\\+", -1));
            } catch (IllegalArgumentException e) {
                throw settings.refuse("inherit", inherited.get(), String.valueOf(e.getMessage()));
            }
        }
        for (Map.Entry<String, String> variable : settings.takeAll("env.").entrySet()) {
            try {
                gateway.environment(variable.getKey(), variable.getValue());
            } catch (IllegalArgumentException e) {
                throw settings.refuse("env." + variable.getKey(), variable.getValue(), String.valueOf(e.getMessage()));
            }
        }
    }

    private ExitPolicy exitPolicy(String value) throws UsageException {
        return exits().filter(exit -> exit.text.equals(value))
                .findFirst()
                .orElseThrow(() -> settings.refuse(
                        "exit",
                        value,
                        "must be one of " + exits().map(exit -> exit.text).collect(joining(", "))))
                .policy;
    }

    private static Stream<Exit> exits() {
        return Arrays.stream(Exit.values());
    }
}
