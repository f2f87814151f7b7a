package io.epochline.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.events.spec.CommandJob;
import io.epochline.events.spec.JobFile;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricReaderTest {

    private static final double NONE = Double.NaN;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024-05-01T10:00:00Z INFO Validation-accuracy=0.91 | Validation-accuracy=0.91",
                "epoch=3, loss = 1.5e-3; val/loss=.5                 | epoch=3 loss=0.0015 val/loss=0.5",
                "loss=nan val_loss=-Infinity                         | loss=NaN val_loss=-Infinity",
                "accuracy=+1. global_step=200 learning_rate=0.1      | step=200 accuracy=1.0 lr=0.1",
                "loss=1 loss=2.                                      | loss=2.0",
                "version=1.2.3 file=0.5.txt date=2024-05-01          | ",
                "loss: 0.5                                           | ",
            })
    void linesAreNamesAndValuesInTheFormOfKatib(String line, String expected) {
        assertThat(told("lines", line)).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"epoch\": 2, \"loss\": 0.5, \"name\": \"x\"}      | epoch=2 loss=0.5",
                "{\"step\": 10, \"val\": {\"loss\": NaN, \"f1\": 1}} | step=10 val_loss=NaN val_f1=1.0",
                "{\"loss\": 1                                        | ",
                "{'loss': 1}                                         | ",
                "[1, 2]                                              | ",
                "{}                                                  | ",
            })
    void jsonLinesAreObjectsWithNumbers(String line, String expected) {
        assertThat(told("jsonl", line)).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Epoch 3/10 - 2s - loss: 0.5 - val_loss: 0.4 - val_accuracy: 0.9   | epoch=3 loss=0.5 val_loss=0.4 val_accuracy=0.9",
                "{'eval_loss': 0.25, 'epoch': 1.5}                                 | epoch=1.5 val_loss=0.25",
                "step 100: train loss 0.5, val loss 0.6, lr 0.001                  | step=100 lr=0.001 train_loss=0.5 val_loss=0.6",
                "Best val_loss: 0.1 at epoch 3                                     | ",
                "{\"epoch\": 2, \"val_loss\": 0.5}                                 | epoch=2 val_loss=0.5",
            },
            quoteCharacter = '`')
    void whateverIsPrintedIsReadAsALogUnlessItIsJson(String line, String expected) {
        assertThat(told("detect", line)).startsWith(expected == null ? "" : expected);
    }

    @Test
    void aProgressBarTellsWhatStandsAtItsEnd() {
        String bar = "Epoch 4: 100%|██████| 50/50 [00:01<00:00, 43.2it/s, v_num=0, train_loss=0.3, val_loss=0.2]";

        assertThat(told("detect", bar)).isEqualTo("epoch=4 train_loss=0.3 val_loss=0.2");
    }

    @Test
    void theObjectiveKeepsTheNameThatTheProgramGivesIt() {
        assertThat(read("log", "Validation-accuracy", "Epoch 1 Validation-accuracy: 0.9 loss: 0.1")
                        .orElseThrow()
                        .values())
                .isEqualTo(Map.of("Validation-accuracy", 0.9, "loss", 0.1));
    }

    @Test
    void anObjectiveThatIsNoKnownQuantityIsFoundByItsName() {
        assertThat(read("log", "my_score", "epoch 2: my_score: 1.5e1").orElseThrow())
                .isEqualTo(new Told(2, NONE, Map.of("my_score", 15.0)));
        assertThat(read("log", "my_score", "not_my_score: 2 my_score_max: 3")).isEmpty();
    }

    private static String told(String form, String line) {
        return read(form, "val_loss", line)
                .map(told -> {
                    StringBuilder text = new StringBuilder();
                    text.append(Double.isNaN(told.epoch()) ? "" : " epoch=" + plain(told.epoch()));
                    text.append(Double.isNaN(told.step()) ? "" : " step=" + plain(told.step()));
                    told.values().forEach((name, value) -> text.append(" " + name + "=" + value));
                    return text.toString().strip();
                })
                .orElse("");
    }

    private static String plain(double place) {
        return place == Math.rint(place) ? Long.toString((long) place) : Double.toString(place);
    }

    private static Optional<Told> read(String form, String objective, String line) {
        String job = "kind: command\nname: m\nprogram: p\nmetrics: %s\nobjective: {metric: %s, direction: minimize}"
                .formatted(form, objective);
        return MetricReader.of((CommandJob) JobFile.read(job, "job")).read(line);
    }
}
