package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.artifacts.layout.RunLayout;
import io.epochline.events.EpochCompleted;
import io.epochline.events.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A broker that takes its time; an epoch has five steps. */
class SlowTellingTest {

    private static final RunLayout LAYOUT = RunLayout.of("run-1", "run-1");

    private final TestingTrainer trainer = new TestingTrainer();

    @Test
    void anEpochIsToldWhileTheNextOneIsTrained() {
        CountDownLatch inNextEpoch = new CountDownLatch(7);
        StopSignal counting = new StopSignal() {
            @Override
            public synchronized boolean asked() {
                inNextEpoch.countDown();
                return super.asked();
            }
        };
        List<Boolean> trainedOn = new ArrayList<>();

        trainer.run(TestJobs.JOB, counting, event -> {
            if (event.id().equals("run-1:epoch:1")) {
                trainedOn.add(heard(inNextEpoch));
            }
            trainer.events.add(event);
        });

        assertThat(trainedOn).containsExactly(true);
        assertThat(trainer.events)
                .filteredOn(EpochCompleted.class::isInstance)
                .extracting(event -> ((EpochCompleted) event).epoch())
                .containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void theCheckpointOfARunThatIsLetGoOfComesAfterAllThatIsToldOfIt() {
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        List<Boolean> early = new ArrayList<>();
        StopSignal release = new ReleaseAfter(7) {
            @Override
            public synchronized boolean asked() {
                boolean asked = super.asked();
                if (asked) {
                    released.countDown();
                }
                return asked;
            }
        };

        trainer.run(TestJobs.JOB, release, event -> {
            if (event instanceof EpochCompleted) {
                assertThat(heard(released)).isTrue();
                heard(never, 200);
                early.add(trainer.store.stat(LAYOUT.checkpoint()).isPresent());
            }
            trainer.events.add(event);
        });

        assertThat(early).containsExactly(false);
        assertThat(trainer.events).extracting(Event::id).containsExactly("run-1:started:1", "run-1:epoch:1");
    }

    private static boolean heard(CountDownLatch latch) {
        return heard(latch, 10_000);
    }

    private static boolean heard(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
