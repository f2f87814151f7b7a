package io.epochline.compute.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.ComputeException;
import io.epochline.compute.objective.Regression.Likelihood;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScalarFunctionTest {

    @Test
    void aRotatedQuadraticHasTheSpectrumAndIsLowestAtItsCentre() {
        int n = 6;
        double[] q = Rotations.random(n, new SplittableRandom(4));
        double[] spectrum = Quadratic.logarithmic(n, 1e4);
        double[] centre = {1, 2, 3, 4, 5, 6};
        ReferenceFunction there = new ReferenceFunction(new Quadratic(spectrum, q, centre), centre);

        assertThat(there.value()).isZero();
        for (int k = 0; k < n; k++) {
            double[] eigenvector = new double[n];
            for (int i = 0; i < n; i++) {
                eigenvector[i] = q[i * n + k];
            }
            double[] image = there.hessian().apply(eigenvector);
            for (int i = 0; i < n; i++) {
                assertThat(image[i]).isCloseTo(spectrum[k] * eigenvector[i], within(1e-14));
            }
        }
        assertThat(spectrum[0] / spectrum[n - 1]).isCloseTo(1e4, within(1e-8));
    }

    @Test
    void aRandomRotationIsOrthogonal() {
        int n = 40;
        double[] q = Rotations.random(n, new SplittableRandom(1));

        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double dot = 0;
                for (int k = 0; k < n; k++) {
                    dot += q[i * n + k] * q[j * n + k];
                }
                assertThat(dot).isCloseTo(i == j ? 1 : 0, within(1e-13));
            }
        }
    }

    @Test
    void theHessianOfAGaussianIsItsPrecision() {
        double[][] covariance = {{4, 1.2}, {1.2, 0.5}};
        double determinant = 4 * 0.5 - 1.2 * 1.2;
        ReferenceFunction gaussian = new ReferenceFunction(Gaussian.of(new double[] {1, -1}, covariance), 0.3, 0.4);

        assertThat(gaussian.hessian().apply(1, 0))
                .containsExactly(new double[] {0.5 / determinant, -1.2 / determinant}, within(1e-12));
        assertThat(gaussian.hessian().apply(0, 1))
                .containsExactly(new double[] {-1.2 / determinant, 4 / determinant}, within(1e-12));
    }

    @Test
    void aCovarianceThatIsNoneIsRefused() {
        double[] mean = {0, 0};

        assertThatThrownBy(() -> Gaussian.of(mean, new double[][] {{1, 2}, {2, 1}}))
                .isInstanceOf(ComputeException.class)
                .hasMessage("function.covariance: expected positive definite, found a pivot of -3.0 in row 1");
        assertThatThrownBy(() -> Gaussian.of(mean, new double[][] {{1, 0.5}, {0.4, 1}}))
                .hasMessageContaining("symmetric");
        assertThatThrownBy(() -> Gaussian.of(mean, new double[][] {{1, 0}, {0}}))
                .hasMessageContaining("2 numbers");
    }

    @Test
    void theMinimaAreWhereTheyShouldBe() {
        assertThat(new ReferenceFunction(new Rosenbrock(3), 1, 1, 1).gradient()).containsExactly(0, 0, 0);
        assertThat(new ReferenceFunction(new Rosenbrock(3), 1, 1, 1).value()).isZero();
    }

    @Test
    void thetaHasNamesWhereTheFunctionKnowsThem() {
        Regression regression =
                new Regression(new double[] {1, 2, 3, 4}, new double[] {0, 1}, new Likelihood.Bernoulli(), 1);

        assertThat(regression.indexMap().entries()).extracting("name").containsExactly("intercept", "weights");
        assertThat(regression.indexMap().size()).isEqualTo(3);
        assertThat(new Rosenbrock(2).indexMap().entries()).extracting("name").containsExactly("theta");
    }

    @Test
    void whatAFunctionCannotBeMadeOfIsRefused() {
        assertThatThrownBy(() -> Quadratic.axisAligned())
                .hasMessage("function.spectrum: expected at least one number, found none");
        assertThatThrownBy(() -> Quadratic.axisAligned(1, Double.NaN))
                .hasMessage("function.spectrum[1]: expected a finite number, found NaN");
        assertThatThrownBy(() -> new Rosenbrock(1)).hasMessage("function.size: expected at least 2, found 1");
        assertThatThrownBy(() -> new Regression(new double[] {1}, new double[] {0.5}, new Likelihood.Bernoulli(), 1))
                .hasMessage("function.y[0]: expected 0 or 1, found 0.5");
    }
}
