package io.epochline.console.cli;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.ObjectInfo;
import io.epochline.artifacts.layout.ExperimentLayout;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.verify.Finding;
import io.epochline.artifacts.verify.Verification;
import io.epochline.compute.Spelling;
import io.epochline.console.cli.output.Format;
import io.epochline.console.cli.output.Style;
import io.epochline.console.cli.output.Table;
import io.epochline.events.ArtifactRef;
import io.epochline.events.view.EventBoard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What runs left in the store. */
@Command(
        name = "artifacts",
        description = {
            "List, fetch and verify what a run left in the object store.",
            "RUN is an id or its unique beginning; EXPERIMENT/RUN needs the store alone."
        })
final class ArtifactsCommand implements Runnable {

    private final Session session;

    @ParentCommand
    private Epochline root;

    @Spec
    private CommandSpec spec;

    ArtifactsCommand(Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "artifacts what? ls, get or verify");
    }

    /** @param name in the summary; absent for what the summary does not list */
    private record Item(String path, String name, long size, String sha256) {}

    @Command(name = "ls", description = "List the objects of a run, with the hashes that its summary has.")
    int list(@Parameters(paramLabel = "RUN") String given) {
        Connection connection = Connection.of(session);
        RunLayout run = Lookup.folder(connection, given);
        try (ArtifactStore store = connection.openStore()) {
            List<Item> items = items(store, run);
            if (root.json) {
                session.terminal().json(items);
                return ExitCode.DONE;
            }
            session.terminal().line("s3://%s/%s", store.bucket(), run.prefix());
            Table table = new Table("object", "name", ">size", "~sha256");
            items.forEach(item -> table.row(
                    item.path(),
                    item.name() == null ? "" : item.name(),
                    Format.bytes(item.size()),
                    item.sha256() == null ? "" : item.sha256()));
            table.print(session.terminal());
            return ExitCode.DONE;
        }
    }

    private static List<Item> items(ArtifactStore store, RunLayout run) {
        Map<String, String> names = new HashMap<>();
        Map<String, ArtifactRef> references = new HashMap<>();
        Verification.references(store, run).forEach((name, reference) -> {
            names.put(reference.key(), name);
            references.put(reference.key(), reference);
        });
        List<ObjectInfo> objects = store.list(run.prefix());
        if (objects.isEmpty()) {
            throw CliException.badInput("There is nothing of a run under '%s'.", run.prefix());
        }
        return objects.stream()
                .map(object -> new Item(
                        object.key().substring(run.prefix().length()),
                        names.get(object.key()),
                        object.size(),
                        references.containsKey(object.key())
                                ? references.get(object.key()).sha256()
                                : null))
                .toList();
    }

    @Command(
            name = "get",
            description = {
                "Fetch objects of a run into files, checking them against the hashes in its summary.",
                "Without a NAME all of them, but for claims and segments."
            })
    int get(
            @Parameters(paramLabel = "RUN") String given,
            @Parameters(paramLabel = "NAME", arity = "0..*", description = "Such as trace, or trace.npz.")
                    List<String> wanted,
            @Option(
                            names = "--out",
                            paramLabel = "DIR",
                            description = "Where to. Default: a folder named after the run.")
                    Path out) {
        Connection connection = Connection.of(session);
        RunLayout run = Lookup.folder(connection, given);
        Path folder = out == null ? Path.of(run.runId()) : out;
        try (ArtifactStore store = connection.openStore()) {
            Map<String, Path> written = new LinkedHashMap<>();
            for (Item item : chosen(items(store, run), wanted)) {
                Path file = folder.resolve(item.path());
                fetch(store, run.prefix() + item.path(), item.sha256(), file);
                written.put(item.path(), file);
            }
            if (root.json) {
                session.terminal().json(written);
            } else {
                written.values().forEach(file -> session.terminal().line(file.toString()));
            }
        }
        return ExitCode.DONE;
    }

    private static List<Item> chosen(List<Item> items, List<String> wanted) {
        if (wanted == null || wanted.isEmpty()) {
            return items.stream()
                    .filter(item ->
                            !item.path().startsWith("claims/") && !item.path().startsWith("segments/"))
                    .toList();
        }
        return wanted.stream().map(name -> named(items, name)).toList();
    }

    private static Item named(List<Item> items, String name) {
        return items.stream()
                .filter(item -> name.equals(item.name()) || name.equals(item.path()))
                .findFirst()
                .orElseThrow(() -> {
                    TreeSet<String> known = new TreeSet<>();
                    items.forEach(item -> known.add(item.name() == null ? item.path() : item.name()));
                    return CliException.badInput(
                            "The run has no artifact '%s'.%s It has: %s",
                            name, Spelling.hint(name, known), String.join(", ", known));
                });
    }

    /** A file of that name is there only when all of it is, and it is what it should be. */
    private static void fetch(ArtifactStore store, String key, String sha256, Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try {
                ArtifactRef found = store.copy(key, part);
                if (sha256 != null && !sha256.equals(found.sha256())) {
                    throw CliException.workFailed(
                            "'%s' is not what the run wrote: expected sha256 %s, found %s. "
                                    + "'./epochline artifacts verify' tells what else is amiss.",
                            key, sha256, found.sha256());
                }
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw CliException.badInput("%s cannot be written: %s", file, e);
        }
    }

    @Command(
            name = "verify",
            description = {
                "Check everything that a run or an experiment left against the hashes in its summary and manifest.",
                "Exit status 1 if anything is missing, changed or extra."
            })
    int verify(@Parameters(paramLabel = "RUN") String given) {
        Connection connection = Connection.of(session);
        try (ArtifactStore store = connection.openStore()) {
            List<Finding> findings = findings(connection, new Verification(store), given);
            List<Finding> amiss =
                    findings.stream().filter(finding -> !finding.intact()).toList();
            if (root.json) {
                session.terminal().json(findings);
            } else {
                amiss.forEach(this::show);
                session.terminal()
                        .line(
                                "%d of %d objects are as they were written.",
                                findings.size() - amiss.size(), findings.size());
            }
            return amiss.isEmpty() ? ExitCode.DONE : ExitCode.WORK_FAILED;
        }
    }

    private static List<Finding> findings(Connection connection, Verification verification, String given) {
        if (given.contains("/")) {
            return verification.run(Lookup.folder(connection, given));
        }
        EventBoard board = History.read(connection);
        String id = Lookup.any(board, given);
        return board.findRun(id)
                .map(run -> verification.run(RunLayout.of(run.experimentId(), id)))
                .orElseGet(() -> verification.experiment(new ExperimentLayout(id)));
    }

    private void show(Finding finding) {
        List<String> lines = new ArrayList<>();
        lines.add(session.terminal()
                        .styled(Style.BAD, Format.text("%-8s", finding.verdict().label()))
                + finding.key());
        if (finding.found() != null) {
            lines.add("        expected sha256 " + finding.expected().sha256());
            lines.add("        found           " + finding.found().sha256());
        }
        lines.forEach(session.terminal()::line);
    }
}
