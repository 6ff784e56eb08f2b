package org.gateway4j.host.spring;

import java.time.Duration;
import org.gateway4j.Timeouts;
import org.springframework.boot.convert.DurationStyle;

/**
 * A time in properties, which can be switched off.
 *
 * @param time the time, {@link Timeouts#NEVER} for {@code off}
 */
record Deadline(Duration time) {

    /** Called by Spring's conversion. */
    public static Deadline of(String text) {
        return new Deadline(text.equals("off") ? Timeouts.NEVER : DurationStyle.detectAndParse(text));
    }

    @Override
    public String toString() {
        return time.equals(Timeouts.NEVER) ? "off" : DurationStyle.SIMPLE.print(time);
    }
}
