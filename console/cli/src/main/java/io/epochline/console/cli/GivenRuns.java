package io.epochline.console.cli;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.console.report.signal.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The runs that a person named: folders on disk, or runs in the store. */
final class GivenRuns {

    static final String HOW =
            "A run by its id or its unique beginning, EXPERIMENT/RUN, or a run's folder on disk, which"
                    + " needs nothing running.";

    private GivenRuns() {}

    /** Works on the runs, in the order given, while the store is open, where one is needed. */
    static <T> T with(Session session, List<String> given, Function<List<RunFolder>, T> work) {
        if (given.stream().allMatch(GivenRuns::isFolder)) {
            return work.apply(given.stream().map(run -> local(run, given)).toList());
        }
        Connection connection = Connection.of(session);
        try (ArtifactStore store = connection.openStore()) {
            return work.apply(given.stream()
                    .map(run -> isFolder(run) ? local(run, given) : RunFolder.of(store, Lookup.folder(connection, run)))
                    .toList());
        }
    }

    private static boolean isFolder(String run) {
        return Files.isDirectory(Path.of(run));
    }

    /** Called by the folder's name, or where two have the same, as it was given. */
    private static RunFolder local(String run, List<String> given) {
        Set<String> names = new HashSet<>();
        boolean unique = given.stream().map(GivenRuns::lastName).allMatch(names::add);
        return RunFolder.of(Path.of(run), unique ? lastName(run) : run);
    }

    private static String lastName(String run) {
        return Path.of(run).toAbsolutePath().normalize().getFileName().toString();
    }
}
