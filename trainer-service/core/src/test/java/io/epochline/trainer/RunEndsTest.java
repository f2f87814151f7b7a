package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.artifacts.documents.SummaryDocument;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.events.FailureCode;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How runs come to their ends. */
class RunEndsTest {

    private static final RunLayout LAYOUT = RunLayout.of("run-1", "run-1");

    private static final StopSignal.Ending CANCEL = new StopSignal.Ending(RunStatus.CANCELLED, "enough");

    private final TestingTrainer trainer = new TestingTrainer();

    @Test
    void stopsEarlyWhenValidationNoLongerFalls() {
        trainer.run(TestJobs.JOB.replace("\"epochs\": 6", "\"epochs\": 500, \"early_stopping\": {\"patience\": 3}"));

        RunFinished finished = trainer.finished();
        assertThat(finished.summary().stoppedEarly()).isTrue();
        assertThat(finished.reason()).isEqualTo("early_stopping");
        assertThat(finished.summary().epochs())
                .isLessThan(500)
                .isEqualTo(finished.summary().bestEpoch() + 3);
    }

    @Test
    void tellsTheEndAgainWhenTheJobComesAgain() {
        trainer.run(TestJobs.JOB);
        RunFinished first = trainer.finished();
        trainer.events.clear();

        assertThat(trainer.run(TestJobs.JOB)).isEqualTo(Trainer.Outcome.FINISHED);
        assertThat(trainer.events).containsExactly(first);
    }

    @Test
    void putsADivergedRunOnTheRecord() {
        trainer.run(TestJobs.JOB
                .replace("\"adam\", \"lr\": 0.02", "\"sgd\", \"lr\": 1e12")
                .replace("cross_entropy", "mse"));

        RunFinished finished = trainer.finished();
        assertThat(finished.status()).isEqualTo(RunStatus.FAILED);
        assertThat(finished.failure().code()).isEqualTo(FailureCode.DIVERGED);
        assertThat(finished.failure().message())
                .contains("at step")
                .contains("Maybe a smaller optimizer.lr than 1.0E12");
        assertThat(NpzReader.readAll(trainer.store.get(LAYOUT.trace()))
                        .get("loss")
                        .size())
                .isEqualTo((int) finished.summary().steps());
    }

    @Test
    void leavesNothingOfAJobThatIsWrong() {
        trainer.run(TestJobs.JOB.replace("cross_entropy", "cross_entrpy"));

        assertThat(trainer.finished().failure().code()).isEqualTo(FailureCode.INVALID_LOSS);
        assertThat(trainer.finished().failure().message()).contains("Did you mean 'cross_entropy'?");
        assertThat(trainer.store.list("experiments/")).isEmpty();
    }

    @Test
    void keepsWhatACancelledRunHad() {
        StopSignal inThirdEpoch = new StopSignal() {
            private int left = 13;

            @Override
            public synchronized boolean asked() {
                if (left-- == 0) {
                    end(CANCEL);
                }
                return super.asked();
            }
        };
        trainer.run(TestJobs.JOB, inThirdEpoch, trainer.events::add);

        assertThat(trainer.finished().status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(trainer.finished().summary().epochs()).isEqualTo(2);
        assertThat(trainer.store.stat(LAYOUT.model())).isPresent();
    }

    @Test
    void putsOnTheRecordThatARunWasPrunedAndWhy() {
        StopSignal stop = new StopSignal();
        trainer.run(TestJobs.JOB, stop, event -> {
            trainer.events.add(event);
            if (event.id().equals("run-1:epoch:3")) {
                stop.end(new StopSignal.Ending(RunStatus.PRUNED, "worse than the median"));
            }
        });

        assertThat(trainer.finished().status()).isEqualTo(RunStatus.PRUNED);
        assertThat(trainer.finished().reason()).isEqualTo("worse than the median");
        assertThat(SummaryDocument.read(trainer.store, LAYOUT)).contains(trainer.finished());
    }

    @Test
    void keepsItsBestWhenTimeIsUp() {
        trainer.run(TestJobs.JOB.replace("\"epochs\": 6", "\"epochs\": 1000000, \"time_limit\": 0.5"));

        RunFinished finished = trainer.finished();
        assertThat(finished.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(finished.reason()).isEqualTo("time_limit");
        assertThat(finished.summary().stoppedEarly()).isTrue();
        assertThat(finished.summary().seconds()).isGreaterThanOrEqualTo(0.5);
        assertThat(finished.summary().epochs()).isBetween(1, 999_999);
        assertThat(trainer.store.stat(LAYOUT.model())).isPresent();
    }

    @Test
    void failsWhenTimeIsUpBeforeAnEpochIs() {
        trainer.run(TestJobs.JOB.replace("\"epochs\": 6", "\"epochs\": 6, \"time_limit\": 1e-9"));

        assertThat(trainer.finished().failure().code()).isEqualTo(FailureCode.TIME_LIMIT);
        assertThat(trainer.finished().failure().message())
                .isEqualTo("No epoch ended within time_limit: 1.0E-9 s were enough for 1 steps, an epoch has 5. "
                        + "Maybe a longer time_limit.");
    }

    /** A step takes a second and more; none is taken. */
    @Test
    void doesNotWaitForTheStepThatACancellationMeets() {
        StopSignal stop = new StopSignal();
        CompletableFuture.delayedExecutor(700, TimeUnit.MILLISECONDS).execute(() -> stop.end(CANCEL));
        trainer.run("""
                {"kind": "train", "name": "slow", "epochs": 50, "batch_size": 2048, "loss": "mse",
                 "data": {"source": "spectral", "size": 16, "bins": 8, "samples": 2600},
                 "model": {"name": "slow", "layers": ["flatten", {"repeat": {"times": 60, "layers": [{"dense": 512}, "tanh"]}},
                                                      {"dense": 32}, {"reshape": [2, 2, 8]}]}}
                """, stop, trainer.events::add);

        assertThat(trainer.finished().status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(trainer.finished().summary().steps()).isZero();
    }

    @Test
    void dropsAJobThatWasCancelledBeforeItBegan() {
        StopSignal stop = new StopSignal();
        stop.end(CANCEL);
        trainer.run(TestJobs.JOB, stop, trainer.events::add);

        assertThat(trainer.events).hasSize(1);
        assertThat(trainer.finished().status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(trainer.finished().reason()).isEqualTo("enough");
        assertThat(trainer.store.list("experiments/")).isEmpty();
    }

    @Test
    void endsAJobThatKillsItsWorkers() {
        RunClaim.take(trainer.store, LAYOUT, "dead-1");
        trainer.telling(trainer.events::add).abandon(TestJobs.request(TestJobs.JOB), 4);

        assertThat(trainer.finished().failure().code()).isEqualTo(FailureCode.DELIVERIES_EXHAUSTED);
        assertThat(SummaryDocument.read(trainer.store, LAYOUT)).contains(trainer.finished());
    }
}
