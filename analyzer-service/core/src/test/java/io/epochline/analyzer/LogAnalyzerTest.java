package io.epochline.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.compute.loss.Loss;
import io.epochline.events.Json;
import io.epochline.events.Symptom;
import io.epochline.events.spec.JobFile;
import io.epochline.events.spec.TrainingJob;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogAnalyzerTest {

    private static final String OVERFITTING = """
            model: cnn_small
            loss: mse
            Epoch 1/8 | train loss 1.00 | val loss 1.10
            Epoch 2/8 | train loss 0.70 | val loss 0.80
            Epoch 3/8 | train loss 0.50 | val loss 0.70
            Epoch 4/8 | train loss 0.40 | val loss 0.74
            Epoch 5/8 | train loss 0.30 | val loss 0.80
            Epoch 6/8 | train loss 0.22 | val loss 0.86
            Epoch 7/8 | train loss 0.16 | val loss 0.92
            Epoch 8/8 | train loss 0.12 | val loss 0.99
            """;

    @Test
    void theDocumentHasEveryFieldAndNullForWhatTheLogLacks() throws JsonProcessingException {
        JsonNode document = Json.MAPPER.readTree(
                analyze("epoch 1 loss 0.5\nepoch 2 loss 0.4\n").toJson());
        JsonNode run = document.at("/runs/0");

        assertThat(document.get("format").asText()).isEqualTo("lines");
        assertThat(document.get("primary").asInt()).isZero();
        assertThat(run.get("first_train_loss").asDouble()).isEqualTo(0.5);
        assertThat(run.at("/best/at").isIntegralNumber()).isTrue();
        assertThat(run.at("/best/direction").asText()).isEqualTo("min");
        assertThat(run.get("model").isNull()).isTrue();
        assertThat(run.at("/metrics/gap").isNull()).isTrue();
        assertThat(run.at("/curves/loss/at/1").asInt()).isEqualTo(2);
        assertThat(Json.MAPPER
                        .<JsonNode>valueToTree(analyze("x 1\n"))
                        .get("primary")
                        .isNull())
                .isTrue();
    }

    @Test
    void evidenceNamesLinesAndTheRemedyComesFirst() {
        Analysis analysis = analyze(OVERFITTING);
        assertThat(analysis.runs().getFirst().symptoms().getFirst().id()).isEqualTo("overfitting");
        assertThat(analysis.runs().getFirst().symptoms().getFirst().evidence().getFirst())
                .contains("(line 5)");
        assertThat(analysis.proposals().getFirst().id()).isEqualTo("model-regularized-cnn");
    }

    /** Three logs that each show another fault; what is said of a curve says where in the log it stands. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.9 0.95,0.7 0.9,0.6 0.89,0.5 0.88,0.4 0.88,0.35 0.87,0.3 0.87,0.29 0.87",
                "0.9 0.9,0.3 0.4,0.9 0.8,0.3 0.4,0.9 0.8,0.3 0.4,0.9 0.9,0.3 0.5",
                "0.9 0.9,0.899 0.9,0.898 0.899,0.898 0.899,0.898 0.899,0.897 0.899,0.897 0.899,0.897 0.899",
                "1 1,0.5 0.5,0.4 0.4,0.3 0.6,0.2 0.9,0.1 1.2,0.1 1.3,nan 1.5"
            })
    void whatIsSaidOfCurvesSaysTheLine(String losses) {
        StringBuilder log = new StringBuilder();
        String[] epochs = losses.split(",");
        for (int i = 0; i < epochs.length; i++) {
            String[] both = epochs[i].split(" ");
            log.append("epoch %d train_loss %s val_loss %s%n".formatted(i + 1, both[0], both[1]));
        }

        List<Symptom> symptoms = analyze(log.toString()).runs().getFirst().symptoms();

        assertThat(symptoms).isNotEmpty().allSatisfy(symptom -> assertThat(symptom.evidence())
                .allMatch(sentence -> sentence.matches(".*\\(line \\d+\\).*"), symptom.id()));
    }

    @Test
    void whatALogMentionsIsKnownToTheDiagnosis() {
        Analysis analysis = analyze("""
                dtype: float64
                num_examples: 64
                total params: 1,234,567
                batch_size: 64
                num_classes: 10
                """ + OVERFITTING);

        assertThat(analysis.runs().getFirst().hyperparameters())
                .containsEntry("precision", "float64")
                .containsEntry("train_samples", 64L)
                .containsEntry("parameters", 1_234_567L)
                .containsEntry("num_classes", 10L);
        assertThat(analysis.runs().getFirst().symptoms())
                .extracting(Symptom::id)
                .contains("precision_overhead", "model_too_large");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "optimizer: SGD, lr=0.1, momentum=0.9, weight_decay=0.0005 | Sgd[lr=0.1, momentum=0.9, nesterov=false, weightDecay=5.0E-4]",
                "optimizer: AdamW, lr=0.0003 | AdamW[lr=3.0E-4, beta1=0.9, beta2=0.999, epsilon=1.0E-8, weightDecay=0.01]",
                "optimizer: RMSprop, lr=-1, momentum=7 | RmsProp[lr=0.01, alpha=0.99, epsilon=1.0E-8, momentum=0.0, centered=false, weightDecay=0.0]",
                "optimizer: Lion | Adam[lr=0.001, beta1=0.9, beta2=0.999, epsilon=1.0E-8, weightDecay=0.0]",
            })
    void proposalsKeepTheOptimizerOfTheLogWhereThereIsOneHere(String line, String optimizer) {
        JsonNode proposed =
                analyze(line + "\n" + OVERFITTING).proposals().getFirst().job();
        TrainingJob job = (TrainingJob) JobFile.read(proposed.toString(), "job.json");

        assertThat(job.optimizer()).hasToString(optimizer);
    }

    @Test
    void everyProposalHasAJobFileThatIsAccepted() {
        assertThat(analyze(OVERFITTING).proposals()).isNotEmpty().allSatisfy(proposal -> {
            TrainingJob job = (TrainingJob) JobFile.read(proposal.job().toString(), "job.json");
            assertThat(Loss.parse(job.objective())).isEqualTo(Loss.parse("mse"));
            assertThat(job.name()).isEqualTo(proposal.id());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "GaussianNLLLoss, gaussian_nll, HuberGaussian Phase1Score",
        "BCEWithLogitsLoss(), binary_cross_entropy, LabelSmoothing BrierMix",
        "MarginRankingLoss, margin(margin=0), MarginRanking"
    })
    void lossesOfOtherFrameworksAreAnsweredInKind(String foreign, String own, String proposed) {
        Analysis analysis = analyze(OVERFITTING.replace("loss: mse", "loss: " + foreign));

        assertThat(analysis.proposals())
                .filteredOn(proposal -> proposal.kind().equals("loss"))
                .extracting(Analysis.Suggestion::name)
                .contains(proposed.split(" "));
        assertThat(analysis.proposals()).allSatisfy(proposal -> {
            TrainingJob job = (TrainingJob) JobFile.read(proposal.job().toString(), "job.json");
            assertThat(Loss.parse(job.objective())).isEqualTo(Loss.parse(own));
        });
    }

    @Test
    void theTextTellsMetricsSymptomsAndWhatToRun() {
        assertThat(AnalysisText.render(analyze(OVERFITTING)))
                .contains("8 epochs, model cnn_small, loss mse", "█", "overfitting (severe)", "train-val gap")
                .contains("1. model RegularizedCNN")
                .contains("0.8*huber + 0.2*(1 - pearson)");
    }

    @Test
    void theSameLogGivesTheSameBytes() {
        assertThat(analyze(OVERFITTING).toJson()).isEqualTo(analyze(OVERFITTING).toJson());
    }

    @Test
    void valuesThatAreNotFiniteAreTextsInTheDocument() throws JsonProcessingException {
        JsonNode document = Json.MAPPER.readTree(
                analyze("epoch 1 loss nan\nepoch 2 loss inf\n").toJson());
        assertThat(document.at("/runs/0/first_train_loss").asText()).isEqualTo("NaN");
        assertThat(document.at("/runs/0/last_train_loss").asText()).isEqualTo("Infinity");
        assertThat(document.at("/runs/0/best").isNull()).isTrue();
    }

    private static Analysis analyze(String text) {
        return LogAnalyzer.analyze(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
