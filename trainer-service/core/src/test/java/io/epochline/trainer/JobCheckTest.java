package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.events.FailureCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobCheckTest {

    private final MemoryArtifactStore store = new MemoryArtifactStore("epochline");

    @BeforeEach
    void putData() {
        TestJobs.putClouds(store);
    }

    @Test
    void findsAllThatAJobNames() {
        PreparedJob prepared = JobCheck.check(TestJobs.spec(TestJobs.JOB), TestJobs.files(store));

        assertThat(prepared.data().rows()).isEqualTo(90);
        assertThat(prepared.partition().train()).hasSize(72);
        assertThat(prepared.model().model().name()).isEqualTo("clouds");
        assertThat(prepared.objective()).isEqualTo(prepared.loss());
    }

    @Test
    void pointsAtATypoInALoss() {
        assertFault(
                "\"cross_entropy\"",
                "\"0.5*huberr + mse\"",
                FailureCode.INVALID_LOSS,
                "loss: unknown loss 'huberr' at column 5. Did you mean 'huber'?\n  0.5*huberr + mse\n      ^^^^^^");
    }

    @Test
    void suggestsAModelForAnUnknownName() {
        assertFault(
                "{\"name\": \"clouds\", \"layers\": [{\"dense\": 16}, \"relu\", {\"dropout\": 0.1}, {\"dense\": 3}]}",
                "\"cnn_smal\"",
                FailureCode.INVALID_MODEL,
                "unknown model 'cnn_smal'. Did you mean 'cnn_small'?");
    }

    @Test
    void comparesWhatComesOutWithTheTargets() {
        assertFault(
                "{\"dense\": 3}",
                "{\"dense\": 4}",
                FailureCode.SHAPE_MISMATCH,
                "model: gives f32[4] for an input f32[2], but the targets are f32[3]. "
                        + "Maybe the last layer has another number of outputs.");
    }

    @Test
    void comparesWhatGoesInWithTheFirstLayer() {
        assertThatThrownBy(() -> check("{\"dense\": 16}", "{\"conv\": {\"filters\": 2, \"kernel\": 3}}"))
                .isInstanceOfSatisfying(
                        TrainerException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.SHAPE_MISMATCH))
                .hasMessageContaining("layers[0]");
    }

    @Test
    void wantsABatchToFitTheTrainingPart() {
        assertFault(
                "\"batch_size\": 16",
                "\"batch_size\": 73",
                FailureCode.INVALID_JOB,
                "batch_size 73 is larger than the training part: 72 of 90 rows, 18 are held out. Maybe batch_size: 9.");
    }

    @Test
    void saysWhichFileIsMissing() {
        assertFault(
                "clouds.npz",
                "cloud.npz",
                FailureCode.NOT_FOUND,
                "data.path: There is no object 'cloud.npz' in the bucket 'epochline'.");
    }

    private void assertFault(String part, String replacement, FailureCode code, String message) {
        assertThatThrownBy(() -> check(part, replacement))
                .isInstanceOfSatisfying(
                        TrainerException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessage(message);
    }

    private void check(String part, String replacement) {
        assertThat(TestJobs.JOB).contains(part);
        JobCheck.check(TestJobs.spec(TestJobs.JOB.replace(part, replacement)), TestJobs.files(store));
    }
}
