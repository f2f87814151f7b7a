package io.epochline.compute.curvature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.ComputeException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SquaredJacobianTest {

    private static final double[][] JACOBIAN = {{1, 2}, {-3, 0.5}, {0, -4}};

    private static final double[] WEIGHTS = {1, 2, 0.25};

    @Test
    void isTheWeightedSumOfSquaresInEachColumn() {
        DiagonalEstimate estimate = SquaredJacobian.exact(SquaredJacobianTest::transposed, WEIGHTS);

        assertThat(estimate.diagonal()).containsExactly(1 + 2 * 9, 4 + 2 * 0.25 + 0.25 * 16);
        assertThat(estimate.standardError()).containsExactly(0, 0);
        assertThat(estimate.products()).isEqualTo(3);
    }

    @Test
    void isTheMeanSquareOfPerExampleGradientsNotTheSquareOfTheMean() {
        double third = 1.0 / 3;

        double[] fisher = SquaredJacobian.exact(SquaredJacobianTest::transposed, third, third, third)
                .diagonal();

        assertThat(fisher[0]).isCloseTo((1 + 9) / 3.0, within(1e-15));
        assertThat(fisher[1]).isCloseTo((4 + 0.25 + 16) / 3.0, within(1e-15));
    }

    @Test
    void probesComeToTheSameOnAverageWithinTheErrorTheyTell() {
        double[] exact =
                SquaredJacobian.exact(SquaredJacobianTest::transposed, WEIGHTS).diagonal();

        DiagonalEstimate sampled =
                SquaredJacobian.sampled(SquaredJacobianTest::transposed, 2, 4000, new SplittableRandom(1), WEIGHTS);

        for (int j = 0; j < 2; j++) {
            assertThat(sampled.diagonal()[j]).isCloseTo(exact[j], within(4 * sampled.standardError()[j]));
            assertThat(sampled.standardError()[j]).isBetween(0.0, 0.05 * exact[j]);
        }
    }

    @Test
    void oneRowNeedsOneProbe() {
        LinearOperator row = vector -> new double[] {3 * vector[0], 0};

        assertThat(SquaredJacobian.sampled(row, 2, 1, new SplittableRandom(0), 4)
                        .diagonal())
                .containsExactly(36, 0);
    }

    @Test
    void rowsThatAreMissingOrWeighNothingSensibleAreRefused() {
        assertThatThrownBy(() -> SquaredJacobian.exact(SquaredJacobianTest::transposed))
                .isInstanceOf(ComputeException.class)
                .hasMessageContaining("at least one residual or example");
        assertThatThrownBy(() -> SquaredJacobian.exact(SquaredJacobianTest::transposed, 1, -1, 1))
                .hasMessage("curvature.weights[1]: expected a finite number of at least 0, found -1.0");
    }

    private static double[] transposed(double... vector) {
        double[] product = new double[2];
        for (int i = 0; i < vector.length; i++) {
            for (int j = 0; j < 2; j++) {
                product[j] += JACOBIAN[i][j] * vector[i];
            }
        }
        return product;
    }
}
