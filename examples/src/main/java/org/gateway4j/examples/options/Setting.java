package org.gateway4j.examples.options;

/**
 * One setting of a mount.
 *
 * @param label the mount, as messages name it, with the place where the setting stands
 */
record Setting(String key, String value, String label) {}
