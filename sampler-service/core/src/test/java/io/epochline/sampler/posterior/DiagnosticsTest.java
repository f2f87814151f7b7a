package io.epochline.sampler.posterior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.Json;
import io.epochline.events.SamplingFinished.ParameterSummary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosticsTest {

    static List<JsonNode> golden() throws IOException {
        List<JsonNode> cases = new ArrayList<>();
        Json.MAPPER
                .readTree(DiagnosticsTest.class.getResource("/posterior/golden.json"))
                .forEach(cases::add);
        return cases;
    }

    @ParameterizedTest
    @MethodSource("golden")
    void theNumbersAreThoseOfArviz(JsonNode expected) {
        double[][] draws = series(
                expected.get("chains").asInt(),
                expected.get("draws").asInt(),
                expected.get("phi").asDouble(),
                expected.get("shift").asDouble());

        ParameterSummary found = Diagnostics.summarize(draws);

        assertThat(found.mean()).isCloseTo(expected.get("mean").asDouble(), within(1e-12));
        assertThat(found.sd()).isCloseTo(expected.get("sd").asDouble(), within(1e-12));
        if (!expected.get("rhat").isNull()) { // which ArviZ does not give for a single chain
            assertThat(found.rhat()).isCloseTo(expected.get("rhat").asDouble(), within(1e-9));
        }
        assertClose(found.essBulk(), expected.get("ess_bulk").asDouble());
        assertClose(found.essTail(), expected.get("ess_tail").asDouble());
        assertClose(found.mcse(), expected.get("mcse").asDouble());
    }

    @Test
    void chainsInDifferentPlacesHaveALargeRhat() {
        assertThat(Diagnostics.rhat(series(4, 200, 0.2, 2.0))).isGreaterThan(1.5);
    }

    @Test
    void chainsOfDifferentSpreadAreSeenByTheFoldedRanks() {
        Random random = new Random(1);
        double[][] draws = new double[4][500];
        for (int chain = 0; chain < 4; chain++) {
            for (int t = 0; t < 500; t++) {
                draws[chain][t] = random.nextGaussian() * (chain == 0 ? 5 : 1);
            }
        }
        assertThat(Diagnostics.rhat(draws)).isGreaterThan(1.05);
    }

    @Test
    void constantAndNonFiniteDrawsHaveNoRhat() {
        assertThat(Diagnostics.rhat(new double[4][100])).isNaN();
        double[][] broken = series(2, 50, 0, 0);
        broken[0][3] = Double.NaN;
        assertThat(Diagnostics.rhat(broken)).isNaN();
    }

    private static void assertClose(double found, double expected) {
        assertThat(found).isCloseTo(expected, within(1e-6 * Math.abs(expected)));
    }

    /** As {@code series} in golden.py. */
    private static double[][] series(int chains, int draws, double phi, double shift) {
        long state = 12345;
        double[][] out = new double[chains][draws];
        for (int chain = 0; chain < chains; chain++) {
            double x = 0;
            for (int t = 0; t < draws; t++) {
                state = (1103515245L * state + 12345) % (1L << 31);
                x = phi * x + state / (double) (1L << 31) - 0.5;
                out[chain][t] = x + shift * chain;
            }
        }
        return out;
    }
}
