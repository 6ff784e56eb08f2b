package org.gateway4j.cgi.internal;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.ArrayList;
import java.util.List;
import org.gateway4j.cgi.ProcessAttributes;
import org.gateway4j.cgi.ResourceLimit;

/** The words before a script's own command: programs that set the attributes of the process and then execute the rest. */
final class WrapperCommand {

    private static final List<String> DIRECTORIES = List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin");
    private static final int CAP_SETGID = 6;
    private static final int CAP_SETUID = 7;
    private static final int CAP_SYS_RESOURCE = 24;

    private final ProcessAttributes attributes;
    private final HostRights rights;
    private final List<String> words = new ArrayList<>();

    private WrapperCommand(ProcessAttributes attributes, HostRights rights) {
        this.attributes = attributes;
        this.rights = rights;
    }

    /**
     * The command for these attributes, empty if all are inherited.
     *
     * @throws IllegalStateException if this host cannot set one of them
     */
    static List<String> of(ProcessAttributes attributes, HostRights rights) {
        WrapperCommand command = new WrapperCommand(attributes, rights);
        command.nice();
        command.limits();
        command.user();
        command.umask();
        return List.copyOf(command.words);
    }

    private void nice() {
        if (attributes.nice() > 0) {
            add(program("nice", "nice", attributes.nice()), "-n", "" + attributes.nice());
        }
    }

    /** Before the user is changed, who could not raise them. */
    private void limits() {
        if (attributes.limits().isEmpty()) {
            return;
        }
        add(program("prlimit", "limits", attributes.limits()));
        attributes.limits().forEach((limit, value) -> {
            requireSettable(limit, value);
            add("--" + option(limit) + "=" + value + ":" + value);
        });
    }

    private void requireSettable(ResourceLimit limit, long value) {
        long most = rights.hardLimit(limit);
        if (Long.compareUnsigned(value, most) > 0 && !rights.has(CAP_SYS_RESOURCE)) {
            throw refused(
                    "limits." + limit,
                    value,
                    "the hard limit of this process is " + most + ", which it must not raise");
        }
    }

    private static String option(ResourceLimit limit) {
        return switch (limit) {
            case CPU_SECONDS -> "cpu";
            case ADDRESS_SPACE_BYTES -> "as";
            case FILE_BYTES -> "fsize";
            case OPEN_FILES -> "nofile";
            case PROCESSES -> "nproc";
            case CORE_BYTES -> "core";
        };
    }

    private void user() {
        String user = attributes.user();
        String group = attributes.group();
        if (user == null || group == null) {
            return;
        }
        String program = program("setpriv", "user", user);
        if (!rights.has(CAP_SETUID) || !rights.has(CAP_SETGID)) {
            throw refused("user", user, "this process must not change its user and group (CAP_SETUID, CAP_SETGID)");
        }
        requireKnown(user, group);
        add(program, "--reuid=" + user, "--regid=" + group, "--init-groups");
    }

    private static void requireKnown(String user, String group) {
        UserPrincipalLookupService names = FileSystems.getDefault().getUserPrincipalLookupService();
        try {
            names.lookupPrincipalByName(user);
        } catch (IOException e) {
            throw refused("user", user, "the system knows no such user");
        }
        try {
            names.lookupPrincipalByGroupName(group);
        } catch (IOException e) {
            throw refused("group", group, "the system knows no such group");
        }
    }

    private void umask() {
        Integer mask = attributes.umask();
        if (mask != null) {
            String octal = "0" + Integer.toOctalString(mask);
            add(program("sh", "umask", octal), "-c", "umask " + octal + " && exec \"$@\"", "sh");
        }
    }

    private void add(String... more) {
        words.addAll(List.of(more));
    }

    private static String program(String name, String property, Object value) {
        return DIRECTORIES.stream()
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> refused(property, value, "there is no program " + name + " in " + DIRECTORIES));
    }

    private static IllegalStateException refused(String property, Object value, String reason) {
        return new IllegalStateException("processes.attributes." + property + " is " + value + ": " + reason);
    }
}
