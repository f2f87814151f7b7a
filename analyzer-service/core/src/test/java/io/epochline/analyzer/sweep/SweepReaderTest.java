package io.epochline.analyzer.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.analyzer.run.RunFolders;
import io.epochline.analyzer.run.TestingStore;
import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.events.spec.StudySpec;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SweepReaderTest {
    private static final StudySpec STUDY =
            Sweeps.study("random", "minimize", "optimizer.lr: {type: float, low: 1.0e-5, high: 0.1, log: true}");
    private final TestingStore store = new TestingStore();

    @Test
    void readsTrialsInTheOrderOfTheirNumbers() {
        trial(10, 0.3);
        trial(2, 0.5);
        RunFolders.succeeded(store, "s1", "s1-other", 0.1, Map.of("role", "proposal"));

        Sweep sweep = new SweepReader(store).read("s1", STUDY);

        assertThat(sweep.trials()).extracting(Trial::number).containsExactly(2, 10);
        assertThat(sweep.trials()).extracting(Trial::value).containsExactly(0.5, 0.3);
        assertThat(sweep.trials().get(0).parameters().get("optimizer.lr").doubleValue())
                .isEqualTo(0.001);
    }

    @Test
    void trialThatFailedOrLostItsFolderHasNoValue() {
        trial(0, 0.3);
        trial(1, 0.4);
        store.delete(layout(1).meta());
        put(layout(2).summary(), "{\"status\": \"failed\", \"labels\": {\"trial\": \"2\"}, \"best_val_loss\": 0.1}");
        put(layout(3).summary(), "{\"status\": ");

        Sweep sweep = new SweepReader(store).read("s1", STUDY);

        assertThat(sweep.trials()).extracting(Trial::number).containsExactly(0, 1, 2);
        assertThat(sweep.finished()).extracting(Trial::number).containsExactly(0);
    }

    @Test
    void readsTheMetricThatTheStudyNames() {
        trial(0, 0.3);
        StudySpec other = new StudySpec("s", STUDY.job(), STUDY.space(), null, null, null, "mse", null, null);
        StudySpec absent = new StudySpec("s", STUDY.job(), STUDY.space(), null, null, null, "accuracy", null, null);

        assertThat(new SweepReader(store).read("s1", other).finished())
                .singleElement()
                .extracting(Trial::value)
                .isEqualTo(0.3);
        assertThat(new SweepReader(store).read("s1", absent).finished()).isEmpty();
    }

    @Test
    void storeThatIsAwayIsSaidSo() {
        trial(0, 0.3);
        store.away(true);

        assertThatThrownBy(() -> new SweepReader(store).read("s1", STUDY)).isInstanceOf(ArtifactException.class);
    }

    private void trial(int number, double value) {
        RunFolders.succeeded(
                store, "s1", "s1-trial-" + number, value, Map.of("role", "trial", "trial", Integer.toString(number)));
    }

    private static RunLayout layout(int number) {
        return RunLayout.of("s1", "s1-trial-" + number);
    }

    private void put(String key, String text) {
        store.put(key, text.getBytes(StandardCharsets.UTF_8), "application/json");
    }
}
