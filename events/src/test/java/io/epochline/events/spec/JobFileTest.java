package io.epochline.events.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.events.InvalidEventException;
import io.epochline.events.JobRequested;
import io.epochline.events.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobFileTest {

    private static final String TRAIN = """
            kind: train
            name: digits
            data: {source: npz, path: digits.npz, x: images, y: labels}
            model: digits_cnn
            loss: cross_entropy
            """;

    @Test
    void everyDefaultIsFilledIn() {
        TrainingJob job = (TrainingJob) JobFile.read(TRAIN, "digits.yaml");

        assertThat(job.objective()).isEqualTo("cross_entropy");
        assertThat(job.optimizer()).isEqualTo(new OptimizerSpec("adam", 1e-3, 0.0, 0.9, 0.999, 1e-8));
        assertThat(job.epochs()).isEqualTo(20);
        assertThat(job.batchSize()).isEqualTo(32);
        assertThat(job.seed()).isZero();
        assertThat(job.earlyStopping()).isNull();
        assertThat(job.data().split()).isEqualTo(new DataSpec.Split(0.2, 0L));
        assertThat(job.request("d1").topic()).isEqualTo(Topic.TRAINING_JOBS);
        assertThat(job.request("d1")).isInstanceOf(JobRequested.class);
    }

    @Test
    void aCampaignNeedsNoKindInItsBaseline() {
        CampaignSpec campaign = (CampaignSpec) JobFile.read("""
                kind: campaign
                name: c
                losses: 2
                baseline:
                  name: base
                  data: {source: spectral, size: 32}
                  model: {name: cnn_small, params: {width: 8}}
                  loss: mse
                """, "c.yaml");

        assertThat(campaign.losses()).isEqualTo(2);
        assertThat(campaign.models()).isEqualTo(5);
        assertThat(campaign.baseline().data()).isInstanceOf(DataSpec.Spectral.class);
    }

    @Test
    void aStudyKeepsTheOrderOfItsSpace() {
        StudySpec study = (StudySpec) JobFile.read("""
                kind: study
                name: s
                job: {name: t}
                space:
                  optimizer.lr: {type: float, low: 1e-4, high: 0.1, log: true}
                  batch_size: {type: int, low: 8, high: 64}
                  model: {type: categorical, choices: [a, b]}
                """, "s.yaml");

        assertThat(study.space().keySet()).containsExactly("optimizer.lr", "batch_size", "model");
        assertThat(study.space().get("optimizer.lr")).isEqualTo(new ParameterRange.Real(1e-4, 0.1, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "name: digits      | nome: digits      | digits.yaml:2:1: unknown key 'nome'; known here: batch_size, data, early_stopping, epochs, kind, loss, model, name, objective, optimizer, seed. Did you mean 'name'?",
                "kind: train       | kind: trian       | 'kind' must be one of [campaign, posterior, study, train], found: trian. Did you mean 'train'?",
                "kind: train       | seed: 1           | 'kind' must be one of [campaign, posterior, study, train], found: nothing",
                "source: npz       | source: nzp       | 'data.source' must be one of [csv, npz, spectral], found: nzp. Did you mean 'npz'?",
                "x: images         | ex: images        | unknown key 'data.ex'",
                "name: digits      | name: di gits     | 'name' must be 1 to 128 letters",
                "loss: cross_entropy | loss: a\\nepochs: 0 | 'epochs' must be between 1 and 1000000, found: 0",
                "loss: cross_entropy | loss: a\\nepochs: 2.5 | at 'epochs'",
                "loss: cross_entropy | loss: a\\nloss: b | uplicate",
                "loss: cross_entropy | loss: [a         | not valid YAML",
                "loss: cross_entropy | epochs: 3        | 'loss' must be a text that is not empty, found: null",
            })
    void aMistakeIsToldWithItsPlace(String right, String wrong, String message) {
        String text = TRAIN.replace(right, wrong.replace("\\n", "\n"));

        assertThatThrownBy(() -> JobFile.read(text, "digits.yaml"))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageContaining(message)
                .hasMessageStartingWith("digits.yaml");
    }

    @Test
    void anEmptyFileIsToldSo() {
        assertThatThrownBy(() -> JobFile.read("", "empty.yaml"))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageStartingWith("empty.yaml");
    }
}
