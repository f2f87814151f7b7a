package io.epochline.events.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.epochline.events.InvalidEventException;
import io.epochline.events.JobRequested;
import io.epochline.events.Topic;
import java.io.IOException;
import java.util.List;
import java.util.Set;
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
        assertThat(job.optimizer()).isEqualTo(new OptimizerSpec.Adam(1e-3, 0.9, 0.999, 1e-8, 0.0));
        assertThat(job.schedule()).isEqualTo(new ScheduleSpec.Constant(0.0, 0.01));
        assertThat(job.clipNorm()).isNull();
        assertThat(job.clipValue()).isNull();
        assertThat(job.epochs()).isEqualTo(20);
        assertThat(job.batchSize()).isEqualTo(32);
        assertThat(job.batches()).isEqualTo(new BatchesSpec.Random());
        assertThat(job.seed()).isZero();
        assertThat(job.earlyStopping()).isNull();
        assertThat(job.record()).isEmpty();
        assertThat(job.recordEvery()).isNull();
        assertThat(job.data().split()).isEqualTo(new SplitSpec.Random(0.2, 0L));
        assertThat(job.request("d1").topic()).isEqualTo(Topic.TRAINING_JOBS);
        assertThat(job.request("d1")).isInstanceOf(JobRequested.class);
    }

    @Test
    void aModelMayBeAFile() {
        TrainingJob job = (TrainingJob)
                JobFile.read(TRAIN.replace("digits_cnn", "{onnx: net.onnx, freeze: ['stem.*']}"), "digits.yaml");

        assertThat(OnnxModelSpec.of(job.model())).contains(new OnnxModelSpec("net.onnx", List.of(), List.of("stem.*")));
        assertThat(OnnxModelSpec.of(((TrainingJob) JobFile.read(TRAIN, "digits.yaml")).model()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{onnx: net.onnx, frozen: [a]} | 'model.frozen' is no key of a model from a file: those are onnx, train, freeze. Did you mean 'freeze'?",
                "{onnx: net.onnx, train: a}    | 'model.train' must be a list of names of weights, found: \"a\"",
                "{onnx: [net.onnx]}            | 'model.onnx' must be a text that is not empty",
            })
    void aModelFromAFileIsReadStrictly(String model, String message) {
        assertThatThrownBy(() -> JobFile.read(TRAIN.replace("digits_cnn", model), "digits.yaml"))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{lr: 0.5}       | Adam[lr=0.5, beta1=0.9, beta2=0.999, epsilon=1.0E-8, weightDecay=0.0]",
                "{name: adamw}   | AdamW[lr=0.001, beta1=0.9, beta2=0.999, epsilon=1.0E-8, weightDecay=0.01]",
                "{name: rmsprop} | RmsProp[lr=0.01, alpha=0.99, epsilon=1.0E-8, momentum=0.0, centered=false, weightDecay=0.0]",
                "{name: sgd}     | Sgd[lr=0.01, momentum=0.0, nesterov=false, weightDecay=0.0]",
            })
    void everyOptimizerHasDefaults(String optimizer, String expected) {
        TrainingJob job = (TrainingJob) JobFile.read(TRAIN + "optimizer: " + optimizer, "digits.yaml");

        assertThat(job.optimizer()).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{warmup_epochs: 2} | Constant[warmupEpochs=2.0, warmupStart=0.01]",
                "{name: cosine}      | Cosine[floor=0.0, warmupEpochs=0.0, warmupStart=0.01]",
                "{name: exponential} | Exponential[gamma=0.95, warmupEpochs=0.0, warmupStart=0.01]",
                "{name: one_cycle}   | OneCycle[peak=0.3, start=0.04, end=4.0E-6]",
                "{name: plateau}     | Plateau[gamma=0.1, patience=10, threshold=1.0E-4, cooldown=0, floor=0.0, warmupEpochs=0.0, warmupStart=0.01]",
                "{name: step}        | Step[every=10.0, gamma=0.1, warmupEpochs=0.0, warmupStart=0.01]",
            })
    void everyScheduleHasDefaults(String schedule, String expected) {
        TrainingJob job = (TrainingJob) JobFile.read(TRAIN + "schedule: " + schedule, "digits.yaml");

        assertThat(job.schedule()).hasToString(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{method: stratified}      | Stratified[validation=0.2, seed=0]",
                "{method: group}           | Group[validation=0.2, seed=0]",
                "{method: time}            | Time[column=null, validation=0.2]",
                "{method: given, column: c} | Given[column=c, trainRows=null, validationRows=null]",
            })
    void everySplitHasDefaults(String split, String expected) {
        String text = TRAIN.replace("x: images", "group: series, split: " + split);
        TrainingJob job = (TrainingJob) JobFile.read(text, "digits.yaml");

        assertThat(job.data().split()).hasToString(expected);
    }

    @Test
    void aTrialIgnoresKeysOfTheOptimizersThatItDoesNotTry() throws IOException {
        Set<String> varied = Set.of("optimizer.name", "optimizer.momentum");
        JsonNode trial = new YAMLMapper().readTree(TRAIN + "optimizer: {name: adam, momentum: 0.9}");
        assertThat(((TrainingJob) JobFile.run(trial, varied)).optimizer()).isEqualTo(OptimizerSpec.DEFAULT);
        assertThatThrownBy(() -> JobFile.run(trial, Set.of("optimizer.momentum")))
                .hasMessageStartingWith("job: 'optimizer.momentum' belongs to rmsprop, sgd; known here: ");

        JsonNode misspelt = new YAMLMapper().readTree(TRAIN + "optimizer: {name: adam, momentun: 0.9}");
        assertThatThrownBy(() -> JobFile.run(misspelt, varied))
                .hasMessageContaining("unknown key 'optimizer.momentun'");
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
                "name: digits      | nome: digits      | digits.yaml:2:1: unknown key 'nome'; known here: batch_size, batches, clip_norm, clip_value, data, early_stopping, epochs, kind, loss, model, name, objective, optimizer, record, record_every, schedule, seed, stage, time_limit. Did you mean 'name'?",
                "kind: train       | kind: trian       | 'kind' must be one of [campaign, command, objective, posterior, study, train], found: trian. Did you mean 'train'?",
                "kind: train       | seed: 1           | 'kind' must be one of [campaign, command, objective, posterior, study, train], found: nothing",
                "source: npz       | source: nzp       | 'data.source' must be one of [csv, images, npz, parquet, spectral], found: nzp. Did you mean 'npz'?",
                "x: images         | ex: images        | unknown key 'data.ex'",
                "name: digits      | name: di gits     | 'name' must be 1 to 128 letters",
                "loss: cross_entropy | loss: a\\nepochs: 0 | 'epochs' must be between 1 and 1000000, found: 0",
                "loss: cross_entropy | loss: a\\nepochs: 2.5 | at 'epochs'",
                "loss: cross_entropy | loss: a\\nloss: b | uplicate",
                "loss: cross_entropy | loss: [a         | not valid YAML",
                "loss: cross_entropy | loss: a\\noptimizer: {name: adamm} | 'optimizer.name' must be one of [adam, adamw, preconditioned, rmsprop, sgd], found: adamm. Did you mean 'adam'?",
                "loss: cross_entropy | loss: a\\noptimizer: adamw | digits.yaml:6:1: 'optimizer' must be a mapping, such as {name: adamw}, found: ",
                "loss: cross_entropy | loss: a\\nearly_stopping: 5 | 'early_stopping' must be a mapping, found: 5",
                "loss: cross_entropy | loss: a\\noptimizer: {name: sgd, beta1: 0.9} | digits.yaml:6:24: 'optimizer.beta1' belongs to adam, adamw; known here: lr, momentum, name, nesterov, weight_decay",
                "loss: cross_entropy | loss: a\\noptimizer: {momentun: 0.9} | unknown key 'optimizer.momentun'; known here: beta1, beta2, epsilon, lr, name, weight_decay",
                "loss: cross_entropy | loss: a\\noptimizer: {name: sgd, nesterov: true} | 'optimizer.momentum' must be above 0 where nesterov is true, found: 0.0",
                "loss: cross_entropy | loss: a\\noptimizer: {weight_decay: -1} | 'optimizer.weight_decay' must be at least 0 and finite, found: -1.0",
                "loss: cross_entropy | loss: a\\nschedule: {name: cosin} | 'schedule.name' must be one of [constant, cosine, exponential, one_cycle, plateau, step], found: cosin. Did you mean 'cosine'?",
                "loss: cross_entropy | loss: a\\nschedule: {name: cosine, patience: 3} | 'schedule.patience' belongs to plateau; known here: floor, name, warmup_epochs, warmup_start",
                "loss: cross_entropy | loss: a\\nschedule: {name: one_cycle, peak: 1} | 'schedule.peak' must be in (0, 1), found: 1.0",
                "loss: cross_entropy | loss: a\\nschedule: {warmup_epochs: 20} | 'schedule.warmup_epochs' must be below epochs, which is 20, found: 20.0",
                "loss: cross_entropy | loss: a\\nclip_norm: 0 | 'clip_norm' must be above 0, or left out for none, found: 0.0",
                "loss: cross_entropy | loss: a\\nclip_value: -1 | 'clip_value' must be above 0",
                "x: images         | split: {method: series}, x: images | 'data.split.method' must be one of [given, group, random, stratified, time], found: series",
                "x: images         | split: {validation: 1}, x: images | 'split.validation' must be in (0, 1), found: 1.0",
                "x: images         | split: {method: time, seed: 1}, x: images | 'data.split.seed' belongs to group, random, stratified; known here: column, method, validation",
                "x: images         | split: {method: group}, x: images | 'data.group' must be the column that says which rows belong together, for a split by group, found: null",
                "x: images         | split: {method: given}, x: images | 'split' must be with either column, or both train_rows and validation_rows, found: column null",
                "loss: cross_entropy | loss: a\\nbatches: {sampler: series} | 'data.group' must be the column that names the series, for batches: {sampler: series}, found: null",
                "loss: cross_entropy | loss: a\\nbatches: series | 'batches' must be a mapping, such as {sampler: series}, found: ",
                "source: npz, path: digits.npz, x: images, y: labels | source: images, path: p, size: [64] | 'data.size' must be [height, width], each between 1 and 4096, found: [64]",
                "source: npz, path: digits.npz, x: images, y: labels | source: images, path: p, targets: [a] | 'data.labels' must be there for targets, group and strata, which are its columns, found: null",
                "source: npz, path: digits.npz, x: images, y: labels | source: images, path: p, labels: l.csv, split: {method: given, train_rows: a, validation_rows: b} | 'data.split.column' must be there, since only an npz file holds arrays of row numbers",
                "loss: cross_entropy | loss: a\\nrecord: [diag_step] | digits.yaml:6:10: 'record[0]' must be one of [diag_steps, grads, curvature, precond], found: diag_step. Did you mean 'diag_steps'?",
                "loss: cross_entropy | loss: a\\nrecord: [precond] | 'record' must be diag_steps, grads or curvature; precond is of preconditioned descent, which is for jobs of kind 'objective', found: precond",
                "loss: cross_entropy | loss: a\\nrecord_every: 0 | 'record_every' must be at least 1, or left out, found: 0",
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
    void whatIsWrittenReadsAsTheSame() {
        Submission campaign = JobFile.read("""
                kind: campaign
                name: "on"
                baseline:
                  name: "0123"
                  data: {source: npz, path: "a: b.npz", x: x, y: y}
                  model: {name: m, layers: [{dense: {units: 8}}, {activation: relu}]}
                  loss: 0.8*huber(delta=0.1) + 0.2*(1 - pearson())
                  optimizer: {name: adam, lr: 1.0e-5}
                budget: {runs: 3}
                """, "job.yaml");

        assertThat(JobFile.read(JobFile.write(campaign), "written.yaml")).isEqualTo(campaign);
    }

    @Test
    void anEmptyFileIsToldSo() {
        assertThatThrownBy(() -> JobFile.read("", "empty.yaml"))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageStartingWith("empty.yaml");
    }
}
