package io.epochline.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * How a process of the last {@code up} is.
 *
 * @param ports it was told to listen on
 * @param residentBytes memory held, where the system tells
 */
public record ProcessStatus(String name, State state, long pid, List<Integer> ports, OptionalLong residentBytes) {
    public enum State {
        RUNNING,
        /** Alive but not answering. */
        SILENT,
        DEAD
    }

    static ProcessStatus of(ProcessRecord record, boolean answers) {
        boolean live = record.live().isPresent();
        return new ProcessStatus(
                record.name(),
                !live ? State.DEAD : answers ? State.RUNNING : State.SILENT,
                record.pid(),
                record.ports(),
                live ? residentBytes(record.pid()) : OptionalLong.empty());
    }

    private static OptionalLong residentBytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
