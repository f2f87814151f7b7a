package io.epochline.console.report.signal;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.console.report.ReportException;
import io.epochline.events.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A run's folder on disk. */
record LocalRun(Path folder, String name) implements RunFolder {

    @Override
    public Optional<NpzReader> arrays(String file) {
        return existing(file).map(NpzReader::open);
    }

    @Override
    public Optional<JsonNode> document(String file) {
        return existing(file).map(path -> {
            try {
                return Json.MAPPER.readTree(path.toFile());
            } catch (IOException e) {
                throw ReportException.unreadable(path, e);
            }
        });
    }

    @Override
    public List<String> list(String prefix) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.startsWith(prefix))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw ReportException.unreadable(folder, e);
        }
    }

    @Override
    public Optional<Instant> modified(String file) {
        return existing(file).map(path -> {
            try {
                return Files.getLastModifiedTime(path).toInstant();
            } catch (IOException e) {
                throw ReportException.unreadable(path, e);
            }
        });
    }

    private Optional<Path> existing(String file) {
        return Optional.of(folder.resolve(file)).filter(Files::isRegularFile);
    }
}
