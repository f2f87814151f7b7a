package io.epochline.console.cli.diagnosis;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.epochline.analyzer.proposal.Briefing;
import io.epochline.analyzer.run.RunAnalyst;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.events.Event;
import io.epochline.events.JobRequested;
import io.epochline.events.Json;
import io.epochline.events.LossProposed;
import io.epochline.events.ModelProposed;
import io.epochline.events.ProposalChecked;
import io.epochline.events.RunAnalyzed;
import io.epochline.events.RunFinished;
import io.epochline.events.SettingsProposed;
import io.epochline.events.Symptom;
import io.epochline.trainer.StopSignal;
import io.epochline.trainer.Trainer;
import io.epochline.trainer.TrainerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Trains the runs of {@code planted.yaml} as any trainer would, and lets the analyzer answer them as any other run. */
public final class DiagnosisBench {

    /** Of how many proposals one must be right. */
    static final int FIRST = 3;

    private DiagnosisBench() {}

    /**
     * What the analyzer said of a run.
     *
     * @param symptoms with a severity above information
     * @param proposals the names of the first three
     * @param right whether one of them is a remedy for what was done; for a healthy run, whether nothing was said
     * @param check of all proposals
     */
    public record Answer(
            String name,
            String fault,
            double valLoss,
            List<String> symptoms,
            List<String> proposals,
            boolean right,
            Check check) {

        public boolean healthy() {
            return fault == null;
        }
    }

    /**
     * How the proposals for a run stand up.
     *
     * @param made how many
     * @param refused those that could not take a training step, with the reason
     * @param repeated how many change the same as one before
     * @param sameAgain whether another analyzer's answer has the same bytes
     */
    public record Check(int made, List<String> refused, int repeated, boolean sameAgain) {}

    /** The names of all runs. */
    public static List<String> names() {
        return PlantedRun.all().stream().map(PlantedRun::name).toList();
    }

    /**
     * Trains one run and asks the analyzer.
     *
     * @param seed of examples and first parameters; 0 as they stand in the list
     * @throws IllegalArgumentException if there is none of that name
     */
    public static Answer answer(String name, long seed) {
        PlantedRun run = PlantedRun.all().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no run '%s'. Known: %s".formatted(name, names())))
                .seeded(seed);
        try {
            Path folder = Files.createTempDirectory("epochline-bench");
            try {
                return answer(run, folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer answer(PlantedRun run, Path folder) {
        if (run.examples() != null) {
            run.examples().write(folder);
        }
        ArtifactStore store = new MemoryArtifactStore("epochline");
        List<Event> told = new ArrayList<>();
        new Trainer(store, new DataFiles(folder, store), told::add, TrainerSettings.of("bench"))
                .run(
                        new JobRequested(run.name(), run.name(), run.training(), Map.of("role", "baseline")),
                        new StopSignal());
        RunFinished finished = (RunFinished) told.getLast();
        if (finished.summary() == null) {
            throw new IllegalStateException("%s did not train: %s".formatted(run.name(), finished.failure()));
        }
        RunAnalyst analyst = new RunAnalyst(store);
        List<Event> events = analyst.analyze(finished);
        boolean sameAgain = json(events).equals(json(new RunAnalyst(store).analyze(finished)));
        return answer(run, finished, events, check(events, analyst.check(finished, Briefing.NONE), sameAgain));
    }

    private static Check check(List<Event> events, List<Event> checks, boolean sameAgain) {
        List<String> changes = events.stream().flatMap(DiagnosisBench::change).toList();
        List<String> refused = checks.stream()
                .map(ProposalChecked.class::cast)
                .filter(check -> !check.passed())
                .map(check -> check.proposalId() + ": " + check.reason())
                .toList();
        return new Check(
                changes.size(), refused, changes.size() - Set.copyOf(changes).size(), sameAgain);
    }

    private static Answer answer(PlantedRun run, RunFinished finished, List<Event> events, Check check) {
        List<String> symptoms = ((RunAnalyzed) events.getLast())
                .symptoms().stream()
                        .filter(symptom -> !symptom.severity().equals("info"))
                        .map(Symptom::id)
                        .toList();
        List<String> proposals =
                events.stream().flatMap(DiagnosisBench::name).limit(FIRST).toList();
        boolean right = run.healthy() ? symptoms.isEmpty() : proposals.stream().anyMatch(run::isRemedy);
        Double value = finished.summary().bestValLoss();
        return new Answer(
                run.name(), run.fault(), value == null ? Double.NaN : value, symptoms, proposals, right, check);
    }

    private static Stream<String> name(Event event) {
        return switch (event) {
            case LossProposed loss -> Stream.of(loss.name());
            case ModelProposed model -> Stream.of(model.name());
            case SettingsProposed settings -> Stream.of(settings.name());
            default -> Stream.empty();
        };
    }

    private static Stream<String> change(Event event) {
        return switch (event) {
            case LossProposed loss -> Stream.of(loss.expression());
            case ModelProposed model -> Stream.of(json(model.model()));
            case SettingsProposed settings -> Stream.of(json(settings.settings()));
            default -> Stream.empty();
        };
    }

    private static String json(Object value) {
        try {
            return Json.MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
