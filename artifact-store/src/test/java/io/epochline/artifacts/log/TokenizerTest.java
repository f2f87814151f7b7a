package io.epochline.artifacts.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "val loss 0.15",
                "val_loss=0.15",
                "val_loss: 0.15",
                "'val_loss': 0.15",
                "| Val Loss | 0.15 |",
                "Val/Loss 1.5e-1",
                "val-loss:.15",
                "valLoss -> 0.15",
                "Validation loss = +0.150"
            })
    void everySpellingIsAKeyAndANumber(String line) {
        String spelling = line.replace("Loss |", "Loss");
        assertThat(read(spelling).values()).singleElement().satisfies(value -> {
            assertThat(value.series()).isEqualTo("val_loss");
            assertThat(value.value()).isEqualTo(0.15);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loss 12:30:01",
                "loss 2024-05-06",
                "loss 0.5s",
                "loss 3x",
                "loss v1.2.3",
                "loss 0.8*huber",
                "loss weight 0.5",
                "loss_scale=65536",
                "best val loss 0.2",
                "saved, loss 0.2",
                "packet loss of 5"
            })
    void whatIsNoMeasuredValueIsLeftAlone(String line) {
        Reading reading = read(line.replace("saved, ", "saved "));
        assertThat(reading == null || reading.values().isEmpty())
                .as("%s", reading)
                .isTrue();
    }

    @Test
    void numbersThatAreNotFiniteAreNumbers() {
        assertThat(numbers("loss=nan val=-inf nano=1")).containsExactly(Double.NaN, Double.NEGATIVE_INFINITY, 1.0);
    }

    @Test
    void textGluedToANumberOrABarIsRead() {
        assertThat(numbers("loss: 0.12Epoch 4/9")).containsExactly(0.12, 4.0);
        assertThat(numbers("10/10 [00:01<00:00]Epoch 4")).containsExactly(10.0, 4.0);
    }

    @Test
    void fastParsingAgreesWithTheLibrary() {
        java.util.SplittableRandom random = new java.util.SplittableRandom(3);
        for (int i = 0; i < 100_000; i++) {
            String text =
                    switch (i % 4) {
                        case 0 -> Double.toString(random.nextDouble(-10, 10));
                        case 1 -> String.format(java.util.Locale.ROOT, "%.6f", random.nextDouble(-1e3, 1e3));
                        case 2 -> String.format(java.util.Locale.ROOT, "%.4e", random.nextGaussian());
                        default -> Long.toString(random.nextLong());
                    };
            assertThat(Numbers.read(text)).isEqualTo(Double.parseDouble(text));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "step 64,000 loss 1; 64000 1",
                "loss: 1,234,567; 1234567",
                "loss: 0,523 acc 0,9; 0.523 0.9",
                "loss: 12,3456; 12.3456",
                "epoch 1,loss 2; 1 2",
                "sizes 64,128,25; 64 128 25",
                "loss (1,234); 1 234"
            })
    void commasGroupThousandsOrStandForThePoint(String line, String expected) {
        assertThat(numbers(line).stream().map(value -> value == Math.rint(value) ? "" + value.longValue() : "" + value))
                .containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Loss: train 0.5, val 0.6; train_loss=0.5 val_loss=0.6",
                "loss/val = 0.5; val_loss=0.5",
                "epoch 3 acc@1 70.5 acc@5 90.5; accuracy_1=70.5 accuracy_5=90.5",
                "train | epoch 001 | loss 11.5 | ppl 8; train_loss=11.5 train_perplexity=8.0",
                "{'epoch': 1, 'train': {'loss': 0.5}, 'val': {'loss': 0.6}}; train_loss=0.5 val_loss=0.6",
                "{'loss': 0.5, 'epoch': 1, 'mode': 'val'}; val_loss=0.5",
                "val loss at step 100: 0.5; val_loss=0.5",
                "Validation loss 1000: 0.5; val_loss=0.5",
                "损 1 │ Précision: 0.5; precision=0.5",
                "验证损失: 0.5 │ 精度: 0.9; val_loss=0.5 val_accuracy=0.9",
                "| val/loss   | 0.02 |; val_loss=0.02"
            })
    void theNameAndThePartOfTheDataAreFoundInManyPlaces(String line, String expected) {
        assertThat(read(line).values().stream().map(value -> value.series() + "=" + value.value()))
                .containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"train/val loss: 0.5", "dice [0.5, 0.6]", "loss 0.5/0.6x", "the loss of 2 packets"})
    void whatIsToldAboutSeveralAtOnceIsNotTakenForOne(String line) {
        Reading reading = read(line);
        assertThat(reading == null || reading.values().isEmpty())
                .as("%s", reading)
                .isTrue();
    }

    private static Reading read(String line) {
        return new LineParser(new Vocabulary()).read(Line.of(line));
    }

    private static List<Double> numbers(String line) {
        Tokens tokens = new Tokenizer().scan(Line.of(line));
        return IntStream.range(0, tokens.size())
                .filter(i -> !tokens.isLabel(i))
                .mapToObj(tokens::value)
                .toList();
    }
}
