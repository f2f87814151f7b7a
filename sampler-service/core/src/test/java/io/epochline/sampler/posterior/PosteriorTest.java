package io.epochline.sampler.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.events.SamplingFinished.ParameterSummary;
import io.epochline.events.spec.PosteriorJob;
import io.epochline.sampler.SamplerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PosteriorTest {

    private static final Function<String, String> NO_FILES = path -> {
        throw new AssertionError("no file is needed");
    };

    private static final PosteriorJob.Gaussian CORRELATED =
            new PosteriorJob.Gaussian(List.of(1.0, -2.0), List.of(List.of(4.0, 1.8), List.of(1.8, 1.0)));

    @Test
    void aCorrelatedNormalIsSampledWithItsMomentsAndConverges() {
        Draws draws = sample(job(CORRELATED, 4, 8000, 2000, 7));

        Map<String, ParameterSummary> summaries = draws.summaries();
        ParameterSummary first = summaries.get("theta[0]");
        ParameterSummary second = summaries.get("theta[1]");
        assertThat(first.rhat()).isLessThan(1.01);
        assertThat(first.essBulk()).isGreaterThan(1000);
        assertThat(first.mean()).isCloseTo(1, within(4 * first.mcse()));
        assertThat(second.mean()).isCloseTo(-2, within(4 * second.mcse()));
        assertThat(first.sd()).isCloseTo(2, within(0.15));
        assertThat(second.sd()).isCloseTo(1, within(0.08));
        assertThat(draws.acceptance()).isBetween(0.15, 0.5);
    }

    @Test
    void theSameSeedGivesTheSameDrawsAndAnotherSeedOthers() {
        byte[] once = sample(job(CORRELATED, 2, 200, 100, 3)).toNpz();
        byte[] again = sample(job(CORRELATED, 2, 200, 100, 3)).toNpz();
        byte[] other = sample(job(CORRELATED, 2, 200, 100, 4)).toNpz();

        assertThat(again).isEqualTo(once).isNotEqualTo(other);
    }

    @Test
    void aRegressionFindsTheWeightsThatMadeTheData() {
        Random random = new Random(5);
        StringBuilder csv = new StringBuilder("a,b,y\n");
        for (int row = 0; row < 300; row++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            csv.append("%s,%s,%s%n".formatted(a, b, 3 * a + random.nextGaussian()));
        }
        PosteriorJob job = job(new PosteriorJob.LinearRegression("data.csv", "y", List.of(), 1.0), 4, 4000, 2000, 1);

        Draws draws = Posterior.of(job, path -> csv.toString()).sample(progress -> {}, () -> false);

        Map<String, ParameterSummary> summaries = draws.summaries();
        assertThat(summaries.keySet()).containsExactly("intercept", "beta[a]", "beta[b]", "log_sigma");
        assertThat(summaries.get("beta[a]").mean()).isCloseTo(3 / Math.sqrt(10), within(0.06));
        assertThat(summaries.get("beta[b]").mean()).isCloseTo(0, within(0.06));
        assertThat(summaries.get("log_sigma").mean()).isCloseTo(-0.5 * Math.log(10), within(0.12));
        assertThat(summaries.values()).allMatch(summary -> summary.rhat() < 1.02);
    }

    @Test
    void drawsAreStoredByVariableWithChainsFirst() {
        Map<String, NpyArray> arrays =
                NpzReader.readAll(sample(job(CORRELATED, 3, 50, 10, 0)).toNpz());

        assertThat(arrays.get("theta").shape()).containsExactly(3, 50, 2);
        assertThat(arrays.get("log_density").shape()).containsExactly(3, 50);
    }

    @Test
    void progressIsToldAndCancellingKeepsWhatIsThere() {
        List<Posterior.Progress> told = new ArrayList<>();
        PosteriorJob job = job(CORRELATED, 2, 1000, 100, 0);

        Draws draws = Posterior.of(job, NO_FILES).sample(told::add, () -> told.size() >= 5);

        assertThat(told).hasSize(5).allMatch(progress -> progress.total() == 1100);
        assertThat(draws.count()).isBetween(1, 999);
        assertThat(draws.summaries()).isNotEmpty();
    }

    @Test
    void aMatrixThatIsNoCovarianceIsRefused() {
        PosteriorJob.Gaussian target =
                new PosteriorJob.Gaussian(List.of(0.0, 0.0), List.of(List.of(1.0, 2.0), List.of(2.0, 1.0)));

        assertThatThrownBy(() -> Posterior.of(job(target, 1, 10, 0, 0), NO_FILES))
                .isInstanceOf(SamplerException.class)
                .hasMessageContaining("positive definite");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,y\\n1,2\\n3,x       | d.csv:3: column 'y' must be a finite number, found: 'x'",
                "a,y\\n1,2\\n3,NaN     | d.csv:3: column 'y' must be a finite number, found: 'NaN'",
                "a,y\\n1,2\\n3         | d.csv:3: expected 2 columns, found 1",
                "a,yy\\n1,2\\n3,4      | d.csv has no column 'y'; it has a, yy. Did you mean 'yy'?",
                "a,y\\n1,2\\n1,4       | d.csv: column 'a' must vary",
                "a,y                   | d.csv must have a header line and at least 2 rows",
            })
    void dataThatDoNotFitAreToldWithTheirPlace(String csv, String message) {
        PosteriorJob job = job(new PosteriorJob.LinearRegression("d.csv", "y", List.of(), 1.0), 1, 10, 0, 0);

        assertThatThrownBy(() -> Posterior.of(job, path -> csv.replace("\\n", "\n")))
                .isInstanceOf(SamplerException.class)
                .hasMessageStartingWith(message);
    }

    private static PosteriorJob job(PosteriorJob.Target target, int chains, int draws, int warmup, long seed) {
        return new PosteriorJob("p", target, chains, draws, warmup, 0.1, seed);
    }

    private static Draws sample(PosteriorJob job) {
        return Posterior.of(job, NO_FILES).sample(progress -> {}, () -> false);
    }
}
