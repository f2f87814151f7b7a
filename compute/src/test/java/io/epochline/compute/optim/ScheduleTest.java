package io.epochline.compute.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleTest {

    /** What golden/schedules.py made. */
    record Golden(double lr, Double[] losses, Map<String, double[]> rates) {}

    private static final Golden GOLDEN = read();

    static Stream<Arguments> schedules() {
        Map<String, Schedule> all = new LinkedHashMap<>();
        all.put("constant", new Schedule.Constant());
        all.put("step", new Schedule.Step(7, 0.3));
        all.put("exponential", new Schedule.Exponential(0.9));
        all.put("cosine", new Schedule.Cosine(40, 0.05));
        all.put("warm-up", new Schedule.Warmup(9, 0.1, new Schedule.Constant()));
        all.put("cosine after warm-up", new Schedule.Warmup(6, 0.05, new Schedule.Cosine(34, 0.02)));
        all.put("one cycle", new Schedule.OneCycle(40, 0.3 * 41 - 1, 1 / 25.0, 1 / 25e4));
        all.put("plateau", new Schedule.Plateau(0.5, 2, 1e-4, 3, 0.2));
        all.put("eager plateau", new Schedule.Plateau(0.2, 0, 0.1, 0, 0));
        assertThat(all).containsOnlyKeys(GOLDEN.rates().keySet());
        return all.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("schedules")
    void ratesAreThoseOfTorch(String name, Schedule schedule) {
        double[] expected = GOLDEN.rates().get(name);
        Schedule now = schedule;
        for (int t = 0; t < expected.length; t++) {
            assertThat(GOLDEN.lr() * now.factor(t))
                    .as("time %d", t)
                    .isCloseTo(expected[t], within(1e-12 * expected[t]));
            Double loss = GOLDEN.losses()[t];
            now = now.after(loss == null ? Double.NaN : loss);
        }
    }

    @Test
    void lengthsThatAreOverKeepTheirLastFactor() {
        assertThat(new Schedule.Cosine(10, 0.05).factor(17.5)).isEqualTo(0.05);
        assertThat(new Schedule.OneCycle(10, 3, 0.04, 0.001).factor(12)).isEqualTo(0.001);
        assertThat(new Schedule.Warmup(2, 0, new Schedule.Constant()).factor(1e9))
                .isEqualTo(1);
    }

    @Test
    void timeMayHaveFractions() {
        assertThat(new Schedule.Step(3, 0.5).factor(2.999)).isEqualTo(1);
        assertThat(new Schedule.Step(1.5, 0.5).factor(3)).isEqualTo(0.25);
        assertThat(new Schedule.Warmup(2, 0, new Schedule.Step(1, 0.1)).factor(1.5))
                .isEqualTo(0.75);
        assertThat(new Schedule.Warmup(0.5, 0, new Schedule.Step(1, 0.1)).factor(1.5))
                .isEqualTo(0.1);
    }

    @Test
    void plateauIsAValueThatItsLossesGiveBack() {
        Schedule.Plateau start = new Schedule.Plateau(0.5, 1, 0, 0, 0);
        Schedule.Plateau reduced = start.after(1).after(1).after(1);
        assertThat(reduced.factor(0)).isEqualTo(0.5);
        assertThat(start.factor(0)).as("unchanged").isEqualTo(1);
        Schedule.Plateau restored = new Schedule.Plateau(0.5, 1, 0, 0, 0, reduced.seen());
        assertThat(restored.after(2).after(2)).isEqualTo(reduced.after(2).after(2));
        assertThat(restored.after(2).after(2).factor(0)).isEqualTo(0.25);
    }

    @Test
    void plateauSeesLossesFallBelowZero() {
        Schedule.Plateau plateau = new Schedule.Plateau(0.5, 0, 0.1, 0, 0);
        assertThat(plateau.after(-1).after(-1.2).factor(0)).isEqualTo(1);
        assertThat(plateau.after(-1).after(-0.95).factor(0)).isEqualTo(0.5);
    }

    @Test
    void warmUpHandsLossesOn() {
        Schedule schedule = new Schedule.Warmup(1, 0, new Schedule.Plateau(0.5, 0, 0, 0, 0));
        assertThat(schedule.after(1).after(1).factor(1)).isEqualTo(0.5);
    }

    @Test
    void constantsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new Schedule.Step(0, 0.5))
                .hasMessage("schedule.every: expected a finite number above 0, found 0.0");
        assertThatThrownBy(() -> new Schedule.Exponential(1.5)).hasMessageContaining("schedule.gamma");
        assertThatThrownBy(() -> new Schedule.Cosine(Double.NaN, 0)).hasMessageContaining("schedule.length");
        assertThatThrownBy(() -> new Schedule.OneCycle(10, 10, 0, 0))
                .hasMessage("schedule.peak: expected a time between 0 and 10.0, found 10.0");
        assertThatThrownBy(() -> new Schedule.Plateau(0.5, -1, 0, 0, 0)).hasMessageContaining("schedule.patience");
    }

    private static Golden read() {
        try {
            return new ObjectMapper()
                    .readValue(Path.of("src/test/golden/schedules.json").toFile(), Golden.class);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
