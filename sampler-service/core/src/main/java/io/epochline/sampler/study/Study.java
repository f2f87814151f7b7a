package io.epochline.sampler.study;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.ArtifactRef;
import io.epochline.events.Event;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.Failure;
import io.epochline.events.FailureCode;
import io.epochline.events.InvalidEventException;
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
 *   ┌─────────┐  RunFinished(trial): asks for the next
 *   │ Running │ ──────────┐
 *   └─────────┘ ◀─────────┘
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
        return new Running(request, List.of()).askForMore();
    }

    /** The id of a trial's run. */
    static String runId(String experimentId, int number) {
        String suffix = "-trial-" + number;
        return experimentId.substring(0, Math.min(experimentId.length(), 128 - suffix.length())) + suffix;
    }

    /** Trials run. */
    record Running(StudyRequested request, List<Trial> trials) implements Study {

        @Override
        public String experimentId() {
            return request.experimentId();
        }

        @Override
        public Running withTrials(List<Trial> trials) {
            return new Running(request, trials);
        }

        @Override
        public Decision on(Event event) {
            if (!(event instanceof RunFinished run) || trials.stream().noneMatch(trial -> isResult(run, trial))) {
                return Decision.stay(this);
            }
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
            String failure = run.failure() != null
                    ? run.failure().message()
                    : value.isPresent()
                            ? null
                            : "the run has no finite " + request.spec().metric();
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
            while (now.size() < spec.trials() && running < spec.parallel()) {
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
            return new Decision(running == 0 ? new Reporting(request, asked) : withTrials(asked), jobs);
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

    /** Every trial is over; the table is to be written, after which {@link #reported} ends the study. */
    record Reporting(StudyRequested request, List<Trial> trials) implements Study {

        @Override
        public String experimentId() {
            return request.experimentId();
        }

        @Override
        public Reporting withTrials(List<Trial> trials) {
            return new Reporting(request, trials);
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
            int failed =
                    (int) trials.stream().filter(trial -> trial.value() == null).count();
            ExperimentFinished finished = new ExperimentFinished(
                    experimentId(),
                    "study",
                    best.isPresent() ? RunStatus.SUCCEEDED : RunStatus.FAILED,
                    best.isPresent() ? null : failure(),
                    trials.size(),
                    failed,
                    request.spec().metric(),
                    best.map(Trial::runId).orElse(null),
                    best.map(Trial::value).orElse(null),
                    null,
                    report);
            return new Decision(new Finished(experimentId()), List.of(finished));
        }

        /** Why a study without a best trial failed. */
        Failure failure() {
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
