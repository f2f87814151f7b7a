package io.epochline.sampler.study;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.ArtifactRef;
import io.epochline.events.Event;
import io.epochline.events.ExperimentCancelRequested;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.Failure;
import io.epochline.events.FailureCode;
import io.epochline.events.InvalidEventException;
import io.epochline.events.JobCancelRequested;
import io.epochline.events.JobRequested;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import io.epochline.events.StudyRequested;
import io.epochline.events.spec.RunJob;
import io.epochline.events.spec.StudySpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The life of a study.
 *
 * <pre>
 *   StudyRequested
 *        │  asks for the first trials, as many as may run at once
 *        ▼
 *   ┌─────────┐  RunFinished(trial): asks for the next, unless cancelled
 *   │ Running │ ──────────┐
 *   └─────────┘ ◀─────────┘  ExperimentCancelRequested: cancels the trials that run
 *        │ every trial is over
 *        ▼
 *   ┌───────────┐  reported   ┌──────────┐
 *   │ Reporting │ ──────────▶ │ Finished │
 *   └───────────┘             └──────────┘
 * </pre>
 *
 * <p>What is asked for depends on the order of the experiment's events and on the study's seed, and on nothing else: the
 * random numbers of a trial come from (seed, number). Events told twice, late, or about something else change nothing.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Study.Running.class, name = "running"),
    @JsonSubTypes.Type(value = Study.Reporting.class, name = "reporting"),
    @JsonSubTypes.Type(value = Study.Finished.class, name = "finished")
})
public sealed interface Study {

    String experimentId();

    /** In the order of their numbers. */
    List<Trial> trials();

    /** The same state over other trials: a store keeps each trial in a row of its own. */
    Study withTrials(List<Trial> trials);

    /** What follows from an event; the same state and no events where nothing does. */
    Decision on(Event event);

    static Decision begin(StudyRequested request) {
        return new Running(request, List.of(), null).askForMore();
    }

    /** The id of a trial's run. */
    static String runId(String experimentId, int number) {
        String suffix = "-trial-" + number;
        return experimentId.substring(0, Math.min(experimentId.length(), 128 - suffix.length())) + suffix;
    }

    /**
     * Trials run.
     *
     * @param cancelled why no more are asked for, maybe empty; null while they are
     */
    record Running(StudyRequested request, List<Trial> trials, String cancelled) implements Study {

        @Override
        public String experimentId() {
            return request.experimentId();
        }

        @Override
        public Running withTrials(List<Trial> trials) {
            return new Running(request, trials, cancelled);
        }

        @Override
        public Decision on(Event event) {
            return switch (event) {
                case ExperimentCancelRequested asked
                when cancelled == null && asked.experimentId().equals(experimentId()) -> cancel(asked.reason());
                case RunFinished run when trials.stream().anyMatch(trial -> isResult(run, trial)) -> finished(run);
                default -> Decision.stay(this);
            };
        }

        /** The study ends when those that run are over. */
        private Decision cancel(String reason) {
            String why = "its study was cancelled" + (reason.isBlank() ? "" : ": " + reason);
            List<Event> commands = trials.stream()
                    .filter(trial -> !trial.over())
                    .<Event>map(trial -> new JobCancelRequested(trial.runId(), why))
                    .toList();
            return new Decision(new Running(request, trials, reason), commands);
        }

        private Decision finished(RunFinished run) {
            List<Trial> told = trials.stream()
                    .map(trial -> isResult(run, trial) ? result(run, trial) : trial)
                    .toList();
            return withTrials(told).askForMore();
        }

        private static boolean isResult(RunFinished run, Trial trial) {
            return !trial.over() && run.runId().equals(trial.runId());
        }

        private Trial result(RunFinished run, Trial trial) {
            Optional<Double> value = value(run);
            String failure =
                    switch (run.status()) {
                        case FAILED -> run.failure().message();
                        case SUCCEEDED ->
                            value.isPresent()
                                    ? null
                                    : "the run has no finite " + request.spec().metric();
                        case CANCELLED, PRUNED -> null;
                    };
            return trial.finished(run.status(), value.orElse(null), failure, run.summaryRef());
        }

        private Optional<Double> value(RunFinished run) {
            if (run.summary() == null || run.status() != RunStatus.SUCCEEDED) {
                return Optional.empty();
            }
            String metric = request.spec().metric();
            Double value = metric.equals("val_loss")
                    ? run.summary().bestValLoss()
                    : run.summary().metrics().get(metric);
            return Optional.ofNullable(value).filter(Double::isFinite);
        }

        /** As many new trials as may run beside those that do. A trial whose job is not valid is over at once. */
        private Decision askForMore() {
            StudySpec spec = request.spec();
            List<Trial> now = new ArrayList<>(trials);
            List<Event> jobs = new ArrayList<>();
            long running = trials.stream().filter(trial -> !trial.over()).count();
            while (cancelled == null && now.size() < spec.trials() && running < spec.parallel()) {
                Trial trial = suggest(now);
                try {
                    RunJob job = new JobTemplate(spec.job()).with(trial.values());
                    jobs.add(new JobRequested(trial.runId(), experimentId(), job, trial.labels()));
                    running++;
                    now.add(trial);
                } catch (InvalidEventException e) {
                    now.add(trial.finished(RunStatus.FAILED, null, e.getMessage(), null));
                }
            }
            List<Trial> asked = List.copyOf(now);
            return new Decision(running == 0 ? new Reporting(request, asked, cancelled) : withTrials(asked), jobs);
        }

        private Trial suggest(List<Trial> history) {
            StudySpec spec = request.spec();
            int number = history.size();
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(spec.seed() * 0x9E3779B97F4A7C15L + number);
            Map<String, JsonNode> values = ParameterSampler.of(spec)
                    .suggest(spec.space(), history, "minimize".equals(spec.direction()), random);
            return Trial.running(number, values, runId(experimentId(), number));
        }
    }

    /**
     * Every trial is over; the table is to be written, after which {@link #reported} ends the study.
     *
     * @param cancelled why before all trials were done, maybe empty; null where they were
     */
    record Reporting(StudyRequested request, List<Trial> trials, String cancelled) implements Study {

        @Override
        public String experimentId() {
            return request.experimentId();
        }

        @Override
        public Reporting withTrials(List<Trial> trials) {
            return new Reporting(request, trials, cancelled);
        }

        @Override
        public Decision on(Event event) {
            return Decision.stay(this);
        }

        /** The trial with the best value; of equals the first. */
        public Optional<Trial> best() {
            Comparator<Trial> lower = Comparator.comparingDouble(Trial::value);
            return trials.stream()
                    .filter(trial -> trial.value() != null)
                    .min(("minimize".equals(request.spec().direction()) ? lower : lower.reversed())
                            .thenComparing(Trial::number));
        }

        /** The table lies in the store. */
        public Decision reported(List<ArtifactRef> report) {
            Optional<Trial> best = best();
            int failed = (int) trials.stream().filter(Trial::failed).count();
            ExperimentFinished finished = new ExperimentFinished(
                    experimentId(),
                    "study",
                    status(),
                    failure(),
                    trials.size(),
                    failed,
                    request.spec().metric(),
                    best.map(Trial::runId).orElse(null),
                    best.map(Trial::value).orElse(null),
                    verdict(),
                    report);
            return new Decision(new Finished(experimentId()), List.of(finished));
        }

        RunStatus status() {
            return cancelled != null
                    ? RunStatus.CANCELLED
                    : best().isPresent() ? RunStatus.SUCCEEDED : RunStatus.FAILED;
        }

        private String verdict() {
            return cancelled == null
                    ? null
                    : "Cancelled after %d of %d trials%s"
                            .formatted(
                                    trials.size(),
                                    request.spec().trials(),
                                    cancelled.isBlank() ? "." : ": " + cancelled);
        }

        /** Why the study failed, or null where it did not. */
        Failure failure() {
            if (status() != RunStatus.FAILED) {
                return null;
            }
            String first = trials.stream()
                    .map(Trial::failure)
                    .filter(reason -> reason != null)
                    .findFirst()
                    .orElse("none gave a value");
            return Failure.of(
                    FailureCode.INVALID_JOB,
                    "Not one of %d trials succeeded. The first said: %s".formatted(trials.size(), first));
        }
    }

    /** Over. The state is kept so that a request told twice starts nothing. */
    record Finished(String experimentId) implements Study {

        @Override
        public List<Trial> trials() {
            return List.of();
        }

        @Override
        public Finished withTrials(List<Trial> trials) {
            return this;
        }

        @Override
        public Decision on(Event event) {
            return Decision.stay(this);
        }
    }
}
