package io.epochline.compute.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.ComputeException;
import io.epochline.compute.curvature.RateRule.Negative;
import org.junit.jupiter.api.Test;

class RateRuleTest {

    private static final double NONE = Double.POSITIVE_INFINITY;

    @Test
    void byDefaultARateIsTheBaseOverTheRootOfTheCurvature() {
        double[] rates = new RateRule(0.1).rates(new double[] {4, 0, -3}, 1, 1, 1);

        assertThat(rates[0]).isCloseTo(0.05, within(1e-9));
        assertThat(rates[1]).isCloseTo(0.1 / 1e-4, within(1e-9));
        assertThat(rates[2]).isEqualTo(rates[1]);
    }

    @Test
    void atAPowerOfOneItIsNewtonsStepForEachParameterAlone() {
        RateRule newton = new RateRule(1, 1, 0, 0, Negative.FLOOR, 0, NONE);

        assertThat(newton.rates(new double[] {4, 1e-4}, 1, 1)).containsExactly(0.25, 1 / 1e-4);
    }

    @Test
    void floorDampingBlocksAndBoundsComeInThisOrder() {
        RateRule rule = new RateRule(1, 1, 1, 3, Negative.FLOOR, 0.05, 0.2);

        double[] rates = rule.rates(new double[] {0.5, 7, 99, 3}, 1, 1, 1, 0.4);

        assertThat(rates).containsExactly(0.2, 0.125, 0.05, 0.1);
    }

    @Test
    void negativeCurvatureIsFlatOrSteepAsAsked() {
        double[] curvature = {-4, 4};

        assertThat(new RateRule(1, 1, 0, 0.5, Negative.FLOOR, 0, NONE).rates(curvature, 1, 1))
                .containsExactly(2, 0.25);
        assertThat(new RateRule(1, 1, 0, 0.5, Negative.ABSOLUTE, 0, NONE).rates(curvature, 1, 1))
                .containsExactly(0.25, 0.25);
    }

    @Test
    void aFlatDirectionWithoutAnyGuardIsRefusedUnlessRatesAreBounded() {
        double[] flat = {1, 0};

        assertThatThrownBy(() -> new RateRule(1, 0.5, 0, 0, Negative.FLOOR, 0, NONE).rates(flat, 1, 1))
                .isInstanceOf(ComputeException.class)
                .hasMessage("preconditioner.rate[1]: expected a number finite, from a damping, floor or most, found"
                        + " Infinity");
        assertThat(new RateRule(1, 0.5, 0, 0, Negative.FLOOR, 0, 10).rates(flat, 1, 1))
                .containsExactly(1, 10);
    }

    @Test
    void curvatureThatIsNoNumberIsRefusedByItsPlace() {
        assertThatThrownBy(() -> new RateRule(1).rates(new double[] {1, Double.NaN}, 1, 1))
                .isInstanceOf(ComputeException.class)
                .hasMessage("curvature[1]: expected a number finite, found NaN");
    }

    @Test
    void constantsOutsideOfTheirRangesAreRefused() {
        assertThatThrownBy(() -> new RateRule(0)).hasMessageContaining("preconditioner.lr");
        assertThatThrownBy(() -> new RateRule(1, 2, 0, 0, Negative.FLOOR, 0, NONE))
                .hasMessageContaining("power");
        assertThatThrownBy(() -> new RateRule(1, 1, 0, 0, Negative.FLOOR, 2, 1)).hasMessageContaining("most");
    }
}
