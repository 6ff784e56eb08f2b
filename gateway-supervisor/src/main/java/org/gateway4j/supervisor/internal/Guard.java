package org.gateway4j.supervisor.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * The shell that stands between this process and a program, so that nothing of the program outlives this process, however it
 * ends.
 *
 * <p>The guard starts the program in a process group of its own and tells its number. A second process of the guard, the watcher,
 * reads a pipe of which only this process has the other end. A line of the pipe is a signal for the program. The end of the pipe,
 * which the kernel makes when this process is killed, ends the group: TERM, then KILL after a second. When the program itself
 * ends, the guard kills the rest of its group, removes its directory, and ends with its status. If the guard is killed, the
 * watcher is still there for the group, and this process gives the pipe up. Both are in a session of their own, so a signal of
 * a terminal to this process does not reach them.
 */
final class Guard {

    /**
     * Descriptor 3 is the pipe, 4 is where this process reads the number. The program has neither. {@code kill -s NAME -- -PG}
     * is the form that dash understands. The program is a background command, for which shells ignore INT and QUIT.
     */
    private static final String SCRIPT = """
        exec 3<&0 4>&1 </dev/null >&2
        base=$1 dir=$2 work=$3
        shift 3
        path=$PATH
        PATH=/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin
        setsid=$(command -v setsid) || { echo "there is no setsid" >&2; exit 127; }
        cd -- "$work" || exit 127
        unset PWD OLDPWD
        PATH=$path "$setsid" "$@" 3<&- 4>&- &
        program=$!
        echo $program >&4
        exec 4>&-
        {
          while read -r signal <&3; do
            case $signal in
              KILL) kill -s KILL -- -$program ;;
              *) kill -s "$signal" $program ;;
            esac
          done
          trap '' TERM
          kill -s TERM -- -$program
          n=0
          while kill -s 0 -- -$program && [ $n -lt 10 ]; do
            sleep 0.1
            n=$((n + 1))
          done
          kill -s KILL -- -$program
          rm -rf -- "$dir"
          rmdir -- "$base"
        } >/dev/null 2>&1 &
        watcher=$!
        exec 3<&-
        wait $program
        status=$?
        { kill -s KILL -- -$program; kill -s TERM $watcher; } 2>/dev/null
        rm -rf -- "$dir"
        exit $status
        """;

    private Guard() {}

    /** The command that runs a plan under a guard. It reads signals, and writes the number of the program's process. */
    static List<String> command(ProcessPlan plan, Place place) {
        String directory = place.directory().toString();
        List<String> command = new ArrayList<>(List.of(
                "setsid",
                "/bin/sh",
                "-c",
                SCRIPT,
                "gateway4j-guard",
                String.valueOf(place.directory().getParent()),
                directory,
                plan.directory() == null ? directory : plan.directory().toString()));
        command.addAll(plan.command());
        return command;
    }
}
