package io.epochline.sampler.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.DoubleNode;
import io.epochline.events.Event;
import io.epochline.events.ExperimentCancelRequested;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.Failure;
import io.epochline.events.FailureCode;
import io.epochline.events.InvalidEventException;
import io.epochline.events.JobCancelRequested;
import io.epochline.events.JobRequested;
import io.epochline.events.Json;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import io.epochline.events.RunSummary;
import io.epochline.events.StudyRequested;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.StudySpec;
import io.epochline.events.spec.TrainingJob;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class StudyTest {

    private static final String SPEC = """
            kind: study
            name: s
            trials: 40
            parallel: 3
            job:
              name: t
              data: {source: spectral}
              model: cnn_small
              loss: mse
            space:
              optimizer.lr: {type: float, low: 1e-5, high: 1.0, log: true}
              batch_size: {type: int, low: 1, high: 100}
              model.params.kind: {type: categorical, choices: [good, bad, ugly]}
            """;

    private static final ExperimentCancelRequested CANCEL = new ExperimentCancelRequested("e1", "enough");

    private static final Function<TrainingJob, Double> BOWL =
            job -> Math.pow(Math.log10(job.optimizer().lr()) + 3, 2)
                    + Math.pow((job.batchSize() - 30) / 50.0, 2)
                    + (job.model().at("/params/kind").asText().equals("good") ? 0 : 1);

    @Test
    void trialsAreAskedForAsManyAtOnceAsAllowedAndEachOnce() {
        Run run = run(spec(SPEC), BOWL);

        assertThat(run.jobs).hasSize(40).extracting(JobRequested::jobId).doesNotHaveDuplicates();
        assertThat(run.mostAtOnce).isEqualTo(3);
        assertThat(run.jobs.get(7).labels()).containsEntry("trial", "7").containsEntry("role", "trial");
        assertThat(run.finished.runs()).isEqualTo(40);
        assertThat(run.finished.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.finished.bestValue())
                .isEqualTo(run.jobs.stream()
                        .map(job -> BOWL.apply((TrainingJob) job.spec()))
                        .min(Double::compare)
                        .orElseThrow());
    }

    @Test
    void tpeFindsLowerValuesThanRandomSearchOnAverage() {
        double tpe = 0;
        double random = 0;
        for (int seed = 0; seed < 20; seed++) {
            tpe += run(spec(SPEC + "seed: " + seed), BOWL).finished.bestValue();
            random += run(spec(SPEC + "sampler: random\nseed: " + seed), BOWL)
                    .finished
                    .bestValue();
        }
        assertThat(tpe).isLessThan(0.6 * random);
    }

    @Test
    void theSameEventsGiveTheSameTrialsWithAStateThatWentThroughJson() {
        Run plain = run(spec(SPEC), BOWL);
        Run stored = new Run(BOWL, study -> {
            try {
                return Json.MAPPER.readValue(Json.MAPPER.writeValueAsBytes(study), Study.class);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        stored.play(new StudyRequested("e1", spec(SPEC)));

        assertThat(stored.jobs).isEqualTo(plain.jobs);
    }

    @Test
    void aResultToldTwiceAsksForNothingMore() {
        Decision begun = Study.begin(new StudyRequested("e1", spec(SPEC)));
        RunFinished first = finished("e1-trial-0", RunStatus.SUCCEEDED, 1.0);
        Decision once = begun.next().on(first);

        assertThat(once.events()).hasSize(1);
        assertThat(once.next().on(first).events()).isEmpty();
        assertThat(once.next().on(first).next()).isEqualTo(once.next());
    }

    @Test
    void failedTrialsCountAndTheStudyGoesOn() {
        Run run = run(spec(SPEC), job -> job.batchSize() > 50 ? null : BOWL.apply(job));

        assertThat(run.finished.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(run.finished.failedRuns()).isPositive().isLessThan(40);
    }

    @Test
    void aStudyWithoutOneSuccessHasFailedWithTheFirstReason() {
        Run run = run(spec(SPEC), job -> null);

        assertThat(run.finished.status()).isEqualTo(RunStatus.FAILED);
        assertThat(run.finished.failure().message()).contains("Not one of 40", "no such model");
        assertThat(run.finished.bestRunId()).isNull();
    }

    @Test
    void aCancelledStudyStopsItsTrialsAsksForNoMoreAndEndsWhenTheyAreOver() {
        Study begun = Study.begin(new StudyRequested("e1", spec(SPEC))).next();
        Study going = begun.on(finished("e1-trial-0", RunStatus.SUCCEEDED, 1.0)).next();

        Decision cancelled = going.on(CANCEL);

        assertThat(cancelled.events())
                .containsExactly(
                        new JobCancelRequested("e1-trial-1", "its study was cancelled: enough"),
                        new JobCancelRequested("e1-trial-2", "its study was cancelled: enough"),
                        new JobCancelRequested("e1-trial-3", "its study was cancelled: enough"));
        Study now = cancelled.next();
        assertThat(now.on(CANCEL)).isEqualTo(Decision.stay(now));
        for (int trial = 1; trial <= 3; trial++) {
            RunStatus status = trial == 2 ? RunStatus.SUCCEEDED : RunStatus.CANCELLED;
            Decision over = now.on(finished("e1-trial-" + trial, status, 0.5));
            assertThat(over.events()).isEmpty();
            now = over.next();
        }
        ExperimentFinished end = (ExperimentFinished)
                ((Study.Reporting) now).reported(List.of()).events().getFirst();
        assertThat(end.status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(end.failure()).isNull();
        assertThat(end.runs()).isEqualTo(4);
        assertThat(end.failedRuns()).as("cancelled is not failed").isZero();
        assertThat(end.bestRunId()).as("it ended before it heard of it").isEqualTo("e1-trial-2");
        assertThat(end.verdict()).isEqualTo("Cancelled after 4 of 40 trials: enough");
    }

    @Test
    void cancellingAnotherStudyOrOneThatIsOverChangesNothing() {
        Study begun = Study.begin(new StudyRequested("e1", spec(SPEC))).next();
        Study over = new Study.Finished("e1");

        assertThat(begun.on(new ExperimentCancelRequested("e2", ""))).isEqualTo(Decision.stay(begun));
        assertThat(over.on(CANCEL)).isEqualTo(Decision.stay(over));
    }

    @Test
    void valuesThatMakeTheJobInvalidFailTheirTrialAtOnce() {
        StudySpec invalid = spec(SPEC.replace("low: 1, high: 100", "low: -3, high: 0"));

        Decision decision = Study.begin(new StudyRequested("e1", invalid));

        assertThat(decision.events()).isEmpty();
        assertThat(decision.next()).isInstanceOf(Study.Reporting.class);
        assertThat(decision.next().trials()).hasSize(40).allMatch(trial -> trial.failure()
                .contains("'batch_size'"));
    }

    @Test
    void valuesStayInTheirRangesAndBothEndsAreReached() {
        Run run = run(spec(SPEC.replace("trials: 40", "trials: 300").replace("high: 100", "high: 3")), BOWL);

        assertThat(run.jobs).allSatisfy(job -> {
            TrainingJob training = (TrainingJob) job.spec();
            assertThat(training.optimizer().lr()).isBetween(1e-5, 1.0);
            assertThat(training.batchSize()).isBetween(1, 3);
        });
        assertThat(run.jobs)
                .extracting(job -> ((TrainingJob) job.spec()).batchSize())
                .contains(1, 2, 3);
    }

    @Test
    void aPathThroughSomethingThatIsNoObjectIsRefused() {
        JobTemplate template = new JobTemplate(spec(SPEC).job());

        assertThatThrownBy(() -> template.with(Map.of("data.source.deep", DoubleNode.valueOf(1))))
                .isInstanceOf(InvalidEventException.class);
    }

    private static StudySpec spec(String text) {
        return (StudySpec) JobFile.read(text, "study.yaml");
    }

    private static Run run(StudySpec spec, Function<TrainingJob, Double> objective) {
        Run run = new Run(objective, study -> study);
        run.play(new StudyRequested("e1", spec));
        return run;
    }

    private static RunFinished finished(String runId, RunStatus status, Double value) {
        RunSummary summary = status == RunStatus.SUCCEEDED
                ? new RunSummary(1, 1, 1, value, value, 1, 1, Map.of(), false, 1, 1, 1)
                : null;
        Failure failure = status == RunStatus.FAILED ? Failure.of(FailureCode.INVALID_MODEL, "no such model") : null;
        return new RunFinished(runId, "e1", 1, "t", status, failure, summary, null, Map.of());
    }

    /** Plays a study against an objective, finishing trials in the order in which they were asked for. */
    private static final class Run {
        private final Function<TrainingJob, Double> objective;
        private final Function<Study, Study> store;
        private final List<JobRequested> jobs = new ArrayList<>();
        private int mostAtOnce;
        private ExperimentFinished finished;

        Run(Function<TrainingJob, Double> objective, Function<Study, Study> store) {
            this.objective = objective;
            this.store = store;
        }

        void play(StudyRequested request) {
            Deque<JobRequested> queue = new ArrayDeque<>();
            Study study = take(Study.begin(request), queue);
            while (!queue.isEmpty()) {
                JobRequested job = queue.poll();
                Double value = objective.apply((TrainingJob) job.spec());
                study = take(
                        study.on(StudyTest.finished(
                                job.jobId(), value == null ? RunStatus.FAILED : RunStatus.SUCCEEDED, value)),
                        queue);
            }
            Event last = ((Study.Reporting) study).reported(List.of()).events().getFirst();
            finished = (ExperimentFinished) last;
        }

        private Study take(Decision decision, Deque<JobRequested> queue) {
            for (Event event : decision.events()) {
                jobs.add((JobRequested) event);
                queue.add((JobRequested) event);
            }
            mostAtOnce = Math.max(mostAtOnce, queue.size());
            return store.apply(decision.next());
        }
    }
}
