package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.layout.RunLayout;
import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.compute.engine.Execution;
import io.epochline.compute.engine.Execution.Stepping;
import io.epochline.compute.runtime.Device;
import io.epochline.compute.runtime.Precision;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run whose engine takes several steps at once, as on a GPU, is the run step by step. */
class StepsAtOnceTest {

    private static final String JOB = TestJobs.JOB
            .replace("\"relu\"", "\"batch_norm\", \"tanh\"")
            .replace("\"optimizer\"", "\"schedule\": {\"name\": \"cosine\", \"warmup_epochs\": 2}, \"optimizer\"");

    @Test
    void theTraceIsTheSame() {
        Map<String, NpyArray> expected = trace(Stepping.FUSED);
        Map<String, NpyArray> found = trace(Stepping.SCAN);

        assertThat(found.get("lr").doubles())
                .hasSize(30)
                .isEqualTo(expected.get("lr").doubles());
        assertThat(found.get("epoch_end_step").longs())
                .isEqualTo(expected.get("epoch_end_step").longs());
        assertThat(found.get("loss").doubles())
                .containsExactly(expected.get("loss").doubles(), within(1e-4));
        assertThat(found.get("val_loss").doubles())
                .containsExactly(expected.get("val_loss").doubles(), within(1e-4));
    }

    private static Map<String, NpyArray> trace(Stepping stepping) {
        MemoryArtifactStore store = new MemoryArtifactStore("epochline");
        TestJobs.putClouds(store);
        Execution execution = new Execution(Device.CPU, Precision.F32, stepping);
        TrainerSettings settings = new TrainerSettings("w", execution, null, Duration.ofSeconds(30), 1 << 20, 0);
        new Trainer(store, TestJobs.files(store), event -> {}, settings).run(TestJobs.request(JOB), new StopSignal());
        return NpzReader.readAll(store.get(RunLayout.of("run-1", "run-1").trace()));
    }
}
