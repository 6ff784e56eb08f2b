package org.gateway4j.examples.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads a configuration file, which says in YAML what the command line says. A key within another one stands for both with a dot
 * between, and a list for as many settings of the same name. The key {@code mount} holds the mounts by their paths; among the
 * settings of each is its {@code target}, as in {@code fastcgi:127.0.0.1:9000}.
 */
final class ConfigFile {

    private static final String MOUNT = "mount";
    private static final String TARGET = "target";

    /** Deeper than any option is; an alias can lead back to itself. */
    private static final int MAX_DEPTH = 8;

    private final Path file;
    private final OptionCollector options;

    /** What takes a key and its value. */
    private interface Leaf {

        void take(String key, ScalarNode value) throws UsageException;
    }

    private ConfigFile(Path file, OptionCollector options) {
        this.file = file;
        this.options = options;
    }

    static void read(String name, OptionCollector options) throws UsageException {
        try {
            Path file = Path.of(name);
            new ConfigFile(file, options).read(Files.readString(file));
        } catch (IOException | InvalidPathException e) {
            throw new UsageException("--config", name, "must be a file of UTF-8 text that can be read");
        }
    }

    private void read(String text) throws UsageException {
        Optional<Node> root = parse(text);
        if (root.isPresent()) {
            for (NodeTuple entry : entries(root.get(), "file")) {
                if (key(entry).equals(MOUNT)) {
                    readMounts(entry.getValueNode());
                } else {
                    flatten(key(entry), entry.getValueNode(), 1, this::take);
                }
            }
        }
    }

    private Optional<Node> parse(String text) throws UsageException {
        try {
            return new Compose(LoadSettings.builder().setLabel(file.toString()).build()).composeString(text);
        } catch (MarkedYamlEngineException e) {
            throw new UsageException(origin(e.getProblemMark()).label("file"), "", "must be YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new UsageException("--config", file.toString(), "must be YAML: " + e.getMessage());
        }
    }

    private void take(String key, ScalarNode value) throws UsageException {
        if (!options.knows(key, origin(value))) {
            throw origin(value).unknown(key, "unknown; there are mount and what --help lists");
        }
        options.take(key, value.getValue(), origin(value));
    }

    private void readMounts(Node mounts) throws UsageException {
        for (NodeTuple entry : entries(mounts, MOUNT)) {
            readMount(key(entry), entry.getKeyNode(), entry.getValueNode());
        }
    }

    private void readMount(String path, Node key, Node value) throws UsageException {
        String label = origin(key).label(MOUNT + " " + path);
        if (!path.startsWith("/")) {
            throw new UsageException(origin(key).label(MOUNT), path, "must be a path that begins with a slash");
        }
        List<Setting> settings = new ArrayList<>();
        for (NodeTuple entry : entries(value, MOUNT + " " + path)) {
            flatten(
                    key(entry),
                    entry.getValueNode(),
                    1,
                    (name, scalar) -> settings.add(
                            new Setting(name, scalar.getValue(), origin(scalar).label(MOUNT + " " + path))));
        }
        Setting target = settings.stream()
                .filter(setting -> setting.key().equals(TARGET))
                .findFirst()
                .orElseThrow(() -> new UsageException(label + " setting target", "", MountOptions.APPLICATION_FORMAT));
        settings.remove(target);
        Settings others = new Settings(label, settings);
        options.mount(MountOptions.of(path, target, others, origin(key).label(MOUNT)), path, origin(key));
    }

    private void flatten(String key, Node value, int depth, Leaf leaf) throws UsageException {
        if (depth > MAX_DEPTH) {
            throw new UsageException(origin(value).label("option"), key, "is nested too deeply");
        }
        if (value instanceof ScalarNode scalar) {
            leaf.take(key, scalar);
        } else if (value instanceof SequenceNode list) {
            for (Node each : list.getValue()) {
                flatten(key, each, depth + 1, leaf);
            }
        } else {
            for (NodeTuple entry : entries(value, key)) {
                flatten(key + "." + key(entry), entry.getValueNode(), depth + 1, leaf);
            }
        }
    }

    private List<NodeTuple> entries(Node node, String name) throws UsageException {
        if (!(node instanceof MappingNode mapping)) {
            String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
            throw new UsageException(origin(node).label(name), text, "must have keys and values");
        }
        Set<String> keys = new HashSet<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (!keys.add(key(entry))) {
                throw new UsageException(origin(entry.getKeyNode()).label(name), key(entry), "occurs twice");
            }
        }
        return mapping.getValue();
    }

    private String key(NodeTuple entry) throws UsageException {
        if (entry.getKeyNode() instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new UsageException(origin(entry.getKeyNode()).label("key"), "", "must be text");
    }

    private Origin origin(Node node) {
        return origin(node.getStartMark());
    }

    private Origin origin(Optional<Mark> mark) {
        return Origin.line(file, mark.map(Mark::getLine).orElse(0) + 1);
    }
}
