package io.epochline.artifacts.log;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.Json;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Sample logs, each beside a JSON file that says what must be read from it. */
final class Samples {

    private static final String EXPECTED = ".expected.json";

    private Samples() {}

    /** Those in a folder beside the tests, in the order of their names. */
    static List<Path> in(String folder) throws IOException {
        try (Stream<Path> files = Files.list(root().resolve(folder))) {
            return files.filter(file -> !file.toString().endsWith(EXPECTED) && Files.exists(beside(file)))
                    .sorted()
                    .toList();
        }
    }

    static JsonNode expected(Path sample) throws IOException {
        return Json.MAPPER.readTree(beside(sample).toFile());
    }

    private static Path beside(Path sample) {
        String name = sample.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return sample.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + EXPECTED);
    }

    private static Path root() {
        try {
            return Path.of(Samples.class.getResource("bars.log").toURI()).getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
