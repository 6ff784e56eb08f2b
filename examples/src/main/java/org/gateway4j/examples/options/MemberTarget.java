package org.gateway4j.examples.options;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the targets of a mount.
 *
 * @param name what stands before an at sign, or else the target
 * @param target the target of that member alone
 */
public record MemberTarget(String name, String target) {

    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9_-][A-Za-z0-9._-]*)@(.+)");

    static MemberTarget parse(String text) {
        Matcher named = NAMED.matcher(text);
        return named.matches() ? new MemberTarget(named.group(1), named.group(2)) : new MemberTarget(text, text);
    }
}
