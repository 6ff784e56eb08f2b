package org.gateway4j.host.spring;

import java.util.List;
import java.util.Map;
import org.gateway4j.host.HeaderRules;
import org.jspecify.annotations.Nullable;

/**
 * Changes to header fields, made in the order remove, rename, set, add.
 *
 * @param remove names of fields to remove
 * @param rename new names of fields, by their present names
 * @param set values of fields in place of all fields with that name
 * @param add values of fields to add
 */
record HeaderRulesProperties(
        @Nullable List<String> remove,
        @Nullable Map<String, String> rename,
        @Nullable Map<String, String> set,
        @Nullable Map<String, List<String>> add)
        implements Property.Group<HeaderRules> {

    @Override
    public HeaderRules change(HeaderRules given, Property at) {
        HeaderRules changed = given;
        for (String name : remove == null ? List.<String>of() : remove) {
            changed = changed.remove(name);
        }
        changed = each(changed, at.child("rename"), rename, HeaderRules::rename);
        changed = each(changed, at.child("set"), set, HeaderRules::set);
        return each(changed, at.child("add"), add, (rules, name, values) -> {
            HeaderRules added = rules;
            for (String value : values) {
                added = added.add(name, value);
            }
            return added;
        });
    }

    private interface Rule<V> {

        HeaderRules add(HeaderRules given, String name, V value);
    }

    private static <V> HeaderRules each(
            HeaderRules given, Property at, @Nullable Map<String, V> entries, Rule<V> rule) {
        HeaderRules changed = given;
        for (Map.Entry<String, V> each : entries == null ? Map.<String, V>of().entrySet() : entries.entrySet()) {
            HeaderRules before = changed;
            // The value of a field may be secret, so that of the property is not shown.
            changed = at.child(each.getKey()).make(each, entry -> rule.add(before, entry.getKey(), entry.getValue()));
        }
        return changed;
    }
}
