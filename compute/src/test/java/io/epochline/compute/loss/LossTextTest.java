package io.epochline.compute.loss;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            huber                          | huber(delta=1)
            huber()                        | huber(delta=1)
            huber(pred, target, 0.5)       | huber(delta=0.5)
            0.8*huber + 0.2*(1-pearson)    | 0.8*huber(delta=1) + 0.2*(1 - pearson())
            0.7*mse + 0.3*tv(pred)         | 0.7*mse() + 0.3*tv(pred)
            total_variation + l1           | tv(pred) + mae()
            mean( abs(pred-target) )       | mean(abs(pred - target))
            (1 - 0.2)*mse                  | 0.8*mse()
            mse - (mae - mse)              | mse() - (mae() - mse())
            mse - mae - mse                | mse() - mae() - mse()
            mse/(2*mae)                    | mse()/(2*mae())
            -(mse + mae)*-2                | -(mse() + mae())*-2
            mse(diff(pred), diff(target))  | mse(diff(pred), diff(target))
            mse(target=diff(target), pred=diff(pred)) | mse(diff(pred), diff(target))
            1e-9*mse + 1e12*mae            | 1e-9*mse() + 1e+12*mae()
            gaussian_nll(mu, sigma) + tv(mu) | gaussian_nll() + tv(mu)
            cross_entropy(pred, labels)    | cross_entropy(pred, labels, label_smoothing=0)
            mean(weighted(pred, end=4))    | mean(weighted(pred, start=1, middle=1, end=4))
            2*SmoothnessMSE                | 2*(0.7*mse() + 0.3*tv(pred))
            """)
    void eachLossHasOneCanonicalText(String text, String canonical) {
        Loss loss = Loss.parse(text);

        assertThat(loss.canonical()).isEqualTo(canonical);
        assertThat(Loss.parse(canonical)).isEqualTo(loss).hasSameHashCodeAs(loss);
        assertThat(Loss.parse(canonical).canonical()).isEqualTo(canonical);
    }

    @Test
    void lossesThatMeanDifferentThingsAreNotEqual() {
        assertThat(Loss.parse("mse - (mae - mse)")).isNotEqualTo(Loss.parse("mse - mae - mse"));
        assertThat(Loss.parse("huber(delta=2)")).isNotEqualTo(Loss.parse("huber"));
    }

    @Test
    void aLossMaySpanLines() {
        assertThat(Loss.parse("0.8*huber\n  + 0.2*(1 - pearson)\n"))
                .isEqualTo(Loss.parse("0.8*huber + 0.2*(1 - pearson)"));
    }

    @ParameterizedTest
    @MethodSource("io.epochline.compute.loss.Losses#named")
    void namedLossesTellWhatTheyAreFor(NamedLoss named) {
        assertThat(Loss.parse(named.name())).isEqualTo(named.loss());
        assertThat(named.purpose()).isNotBlank();
        assertThat(named.whenToUse()).isNotBlank();
    }

    @Test
    void namedLossesAreInTheOrderOfTheirNames() {
        assertThat(Losses.names())
                .containsExactly(
                        "BradleyTerry",
                        "Focal",
                        "GaussianKL",
                        "GaussianNLL",
                        "HuberPearson",
                        "MarginRanking",
                        "MultiScaleSpectral",
                        "Phase1Score",
                        "QuantileRobust",
                        "SmoothedCrossEntropy",
                        "SmoothnessMSE",
                        "WassersteinSpectral",
                        "mse_pearson",
                        "weighted_smooth");
        assertThat(Losses.find("HuberPearson").orElseThrow().loss()).isEqualTo(Loss.parse("0.8*huber+0.2*(1-pearson)"));
        assertThat(Losses.find("SmoothnessMSE").orElseThrow().loss()).isEqualTo(Loss.parse("0.7*mse+0.3*tv(pred)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mse", "huber", "pearson", "tv", "cross_entropy", "wasserstein", "multi_scale", "quantile"})
    void blocksDescribeThemselves(String name) {
        assertThat(Losses.blocks())
                .filteredOn(block -> block.name().equals(name))
                .singleElement()
                .satisfies(block -> {
                    assertThat(block.signature()).startsWith(name + "(");
                    assertThat(block.formula()).isNotBlank();
                });
    }

    @Test
    void defaultsStayAsTheyAre() {
        assertThat(Losses.blocks())
                .extracting(Losses.BlockDescription::signature)
                .startsWith(
                        "mse(pred, target)",
                        "mae(pred, target)",
                        "huber(pred, target, delta=1)",
                        "charbonnier(pred, target, epsilon=0.001)",
                        "log_cosh(pred, target)",
                        "quantile(pred, target, q=0.5)",
                        "pearson(pred, target)",
                        "tv(x=pred)",
                        "second_difference(x=pred)",
                        "multi_scale(pred, target, scales=3)",
                        "wasserstein(pred, target)",
                        "spectral(pred, target)",
                        "cross_entropy(pred, target, label_smoothing=0)",
                        "softmax_focal(pred, target, gamma=2)",
                        "binary_cross_entropy(pred, target)",
                        "focal(pred, target, gamma=2, alpha=0.25)",
                        "gaussian_nll(mu, sigma, target)",
                        "gaussian_kl(mu, sigma, target_mu, target_sigma)",
                        "bradley_terry(first, second, target)",
                        "margin(first, second, target, margin=1)");
    }
}
