package io.epochline.console.cli.submit;

import io.epochline.events.FailureCode;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The text of a job file that has been read already, asked for where in it something stands. */
record JobText(String fileName, String text) {

    private static final List<String> WHERE_JOBS_ARE_NESTED = List.of("baseline", "job");

    /** {@code job.yaml:6:1}, or the name of the file where the key is left out. */
    String place(String key) {
        Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
        Node job = WHERE_JOBS_ARE_NESTED.stream()
                .flatMap(nested -> find(root, nested).map(NodeTuple::getValueNode).stream())
                .findFirst()
                .orElse(root);
        return find(job, key)
                .map(found -> found.getKeyNode().getStartMark())
                .map(this::at)
                .orElse(fileName);
    }

    private String at(Mark mark) {
        return "%s:%d:%d".formatted(fileName, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static Optional<NodeTuple> find(Node node, String key) {
        return node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(entry -> entry.getKeyNode() instanceof ScalarNode scalar
                                && scalar.getValue().equals(key))
                        .findFirst()
                : Optional.empty();
    }

    /** The key of a job that is to blame for a failure. */
    static String keyOf(FailureCode code, String message) {
        return switch (code) {
            case INVALID_LOSS -> message.startsWith("objective") ? "objective" : "loss";
            case INVALID_MODEL, SHAPE_MISMATCH -> "model";
            case INVALID_DATA, NOT_FOUND -> "data";
            default -> "kind";
        };
    }
}
