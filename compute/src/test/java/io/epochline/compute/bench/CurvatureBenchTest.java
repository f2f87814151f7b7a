package io.epochline.compute.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.bench.CurvatureBench.Descents;
import io.epochline.compute.bench.CurvatureBench.Downwards;
import io.epochline.compute.bench.CurvatureBench.Estimates;
import io.epochline.compute.objective.Quadratic;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/results/curvature.md says. */
class CurvatureBenchTest {

    @Test
    void estimatesAreAsGoodAsTheyShouldBe() {
        Estimates estimates = CurvatureBench.estimates();

        assertThat(estimates.exactError()).isZero();
        assertThat(estimates.exactErrorF32()).isLessThan(1e-6);
        assertThat(estimates.allSignsError()).isLessThan(1e-10);
        assertThat(estimates.slope()).isCloseTo(-0.5, within(0.05));
    }

    @Test
    void negativeCurvatureIsSeenWhereTheMeanOfMagnitudesHidesIt() {
        Downwards downwards = CurvatureBench.downwards();

        assertThat(downwards.exact().get(0)).isCloseTo(-290, within(1e-9));
        assertThat(downwards.estimated().get(0)).isCloseTo(-290, within(90.0));
        assertThat(downwards.estimated().get(1)).isCloseTo(200, within(90.0));
        assertThat(downwards.absolute()).allMatch(value -> value > 0);
    }

    @Test
    void ratesFromCurvatureNeedNoTuningAlongTheAxes() {
        List<Descents> descents = CurvatureBench.alongTheAxes(100);

        assertThat(descents.get(1).steps())
                .isLessThanOrEqualTo((long) (1.05 * descents.get(1).fewest()));
        assertThat(descents.get(1).steps()).isLessThan(descents.get(0).fewest() / 4);
        assertThat(descents.get(2).steps()).isEqualTo(1);
    }

    @Test
    void norAtAConditionNumberOfTenThousand() {
        Quadratic quadratic = Quadratic.axisAligned(Quadratic.logarithmic(CurvatureBench.SIZE, 1e4));
        double[] estimated = CurvatureBench.estimated(quadratic, 1);
        try (DescentBench bench = new DescentBench(quadratic, CurvatureBench.start())) {
            Descents descents = CurvatureBench.byFormula(bench, estimated, quadratic.spectrum(), 0.5);

            assertThat(descents.steps()).isLessThanOrEqualTo((long) (1.05 * descents.fewest()));
            assertThat(descents.steps()).isLessThan(1000);
        }
    }

    @Test
    void ratesCannotHelpWhereTheAxesAreOthers() {
        List<Descents> descents = CurvatureBench.turned(100);

        for (Descents preconditioned : descents.subList(1, 5)) {
            assertThat(preconditioned.fewest())
                    .as(preconditioned.way())
                    .isGreaterThan(descents.get(0).fewest() / 2);
        }
    }

    @Test
    void stepsAreCountedAndDescentsThatDivergeNeverArrive() {
        try (DescentBench bench = new DescentBench(Quadratic.axisAligned(1, 1), new float[] {1, -1})) {
            assertThat(bench.plain(0.5)).isEqualTo(20);
            assertThat(bench.plain(1)).isEqualTo(1);
            assertThat(bench.plain(3)).isEqualTo(Long.MAX_VALUE);
            assertThat(bench.fewest(0.7, bench::plain)).isLessThanOrEqualTo(3);
        }
    }
}
