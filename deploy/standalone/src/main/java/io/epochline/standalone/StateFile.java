package io.epochline.standalone;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code state.json}: the processes started, in their order. Each change is on disk before the next step. */
final class StateFile {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private record Content(@JsonProperty("processes") List<ProcessRecord> processes) {}

    private final Path file;

    StateFile(Path file) {
        this.file = file;
    }

    List<ProcessRecord> processes() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return JSON.readValue(file.toFile(), Content.class).processes();
        } catch (IOException e) {
            throw StandaloneException.unreadable(file, e);
        }
    }

    Optional<ProcessRecord> find(String name) {
        return processes().stream().filter(record -> record.name().equals(name)).findFirst();
    }

    void put(ProcessRecord record) {
        List<ProcessRecord> processes = new ArrayList<>(processes());
        processes.removeIf(other -> other.name().equals(record.name()));
        processes.add(record);
        write(processes);
    }

    void remove(String name) {
        List<ProcessRecord> processes = new ArrayList<>(processes());
        processes.removeIf(other -> other.name().equals(name));
        write(processes);
    }

    private void write(List<ProcessRecord> processes) {
        try {
            Path half = file.resolveSibling(file.getFileName() + ".new");
            JSON.writeValue(half.toFile(), new Content(processes));
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw StandaloneException.folderNotUsable(file.toAbsolutePath().getParent(), e);
        }
    }
}
