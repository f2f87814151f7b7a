package io.epochline.compute.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.epochline.compute.gradient.Gradients;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.optim.Minimum.Ending;
import io.epochline.compute.runtime.Binding;
import io.epochline.compute.runtime.Buffers;
import io.epochline.compute.runtime.CompiledGraph;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LbfgsTest {

    private static final Objective ROSENBROCK = (theta, gradient) -> {
        double value = 0;
        Arrays.fill(gradient, 0);
        for (int i = 0; i + 1 < theta.length; i++) {
            double bend = theta[i + 1] - theta[i] * theta[i];
            double away = 1 - theta[i];
            value += 100 * bend * bend + away * away;
            gradient[i] += -400 * bend * theta[i] - 2 * away;
            gradient[i + 1] += 200 * bend;
        }
        return value;
    };

    /** {@code sum((i + 1) (theta[i] - i)^2) / 2}. */
    private static final Objective QUADRATIC = (theta, gradient) -> {
        double value = 0;
        for (int i = 0; i < theta.length; i++) {
            gradient[i] = (i + 1) * (theta[i] - i);
            value += gradient[i] * (theta[i] - i) / 2;
        }
        return value;
    };

    @ParameterizedTest
    @ValueSource(ints = {2, 10, 50})
    void findsTheBottomOfRosenbrocksValley(int size) {
        double[] start = new double[size];
        for (int i = 0; i < size; i++) {
            start[i] = i % 2 == 0 ? -1.2 : 1;
        }
        Minimum minimum = new Lbfgs().minimize(ROSENBROCK, start);

        assertThat(minimum.ending()).isEqualTo(Ending.CONVERGED);
        assertThat(minimum.value()).isLessThan(1e-12);
        assertThat(Vectors.largest(minimum.gradient())).isLessThanOrEqualTo(1e-6);
        assertThat(start[0]).as("the start is left as it was").isEqualTo(-1.2);
    }

    @Test
    void needsAboutAsManyEvaluationsAsScipyOnRosenbrocksValley() {
        Minimum minimum = new Lbfgs(10, 100, 1e-5, 0.9).minimize(ROSENBROCK, -1.2, 1);

        assertThat(minimum.converged()).isTrue();
        // scipy 1.17, method L-BFGS-B: 37 iterations, 45 evaluations.
        assertThat(minimum.evaluations()).isLessThan(50);
    }

    @Test
    void aQuadraticOfNVariablesTakesNExactSteps() {
        int size = 12;
        Minimum minimum = new Lbfgs(size, 100, 1e-8, 2e-4).minimize(QUADRATIC, new double[size]);

        assertThat(minimum.converged()).isTrue();
        assertThat(minimum.iterations()).isLessThanOrEqualTo(size);
        for (int i = 0; i < size; i++) {
            assertThat(minimum.theta()[i]).isCloseTo(i, within(1e-8));
        }
    }

    record Regression(double[][] x, double[] y, double penalty, double[] optimum, double value) implements Objective {

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            double value = 0.5 * penalty * Vectors.dot(theta, theta);
            for (int i = 0; i < theta.length; i++) {
                gradient[i] = penalty * theta[i];
            }
            for (int row = 0; row < y.length; row++) {
                double z = Vectors.dot(x[row], theta);
                value += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - y[row] * z;
                Vectors.add(gradient, 1 / (1 + Math.exp(-z)) - y[row], x[row]);
            }
            return value;
        }
    }

    @Test
    void logisticRegressionEndsAtTheOptimumOfScipy() throws IOException {
        Regression regression = new ObjectMapper()
                .readValue(Path.of("src/test/golden/logistic_regression.json").toFile(), Regression.class);
        Minimum minimum = new Lbfgs(10, 100, 1e-9, 0.9).minimize(regression, new double[5]);

        assertThat(minimum.converged()).isTrue();
        assertThat(minimum.theta()).containsExactly(regression.optimum(), within(1e-8));
        assertThat(minimum.value()).isCloseTo(regression.value(), within(1e-10));
    }

    @Test
    void aGraphInFloat32IsMinimised() {
        GraphBuilder b = new GraphBuilder();
        Value theta = b.parameter("theta", ValueType.f32(3));
        Value value = b.sum(b.softplus(b.multiply(theta, theta)));
        b.output("value", value);
        b.output("gradient", Gradients.of(b, value, List.of(theta)).getFirst());
        FloatBuffer point = Buffers.floats(3);
        FloatBuffer gradient = Buffers.floats(3);
        FloatBuffer found = Buffers.floats(1);
        try (CompiledGraph graph = CompiledGraph.compile(b.build());
                Binding binding = graph.bind()) {
            binding.input("theta", point);
            binding.output("gradient", gradient);
            binding.output("value", found);
            Objective objective = Objective.of(point, gradient, () -> {
                binding.run();
                return found.get(0);
            });
            Minimum minimum = new Lbfgs(5, 50, 1e-3, 0.9).minimize(objective, 2, -1, 0.5);

            assertThat(minimum.converged()).isTrue();
            assertThat(minimum.value()).isCloseTo(3 * Math.log(2), within(1e-5));
        }
    }

    @Test
    void aStepOutOfTheDomainIsTakenBack() {
        // x - log(x), which is NaN below 0, with its minimum at 1
        Objective barrier = (theta, gradient) -> {
            gradient[0] = 1 - 1 / theta[0];
            return theta[0] - Math.log(theta[0]);
        };
        Minimum minimum = new Lbfgs().minimize(barrier, 0.01);

        assertThat(minimum.converged()).isTrue();
        assertThat(minimum.theta()[0]).isCloseTo(1, within(1e-6));
    }

    @Test
    void aStartThatIsNotFiniteIsSaid() {
        Minimum minimum = new Lbfgs().minimize((theta, gradient) -> Double.NaN, 1, 2);

        assertThat(minimum.ending()).isEqualTo(Ending.NOT_FINITE);
        assertThat(minimum.theta()).containsExactly(1, 2);
        assertThat(minimum.iterations()).isZero();
    }

    @Test
    void aGradientThatPointsTheWrongWayFailsTheSearch() {
        Objective wrong = (theta, gradient) -> {
            gradient[0] = -2 * theta[0];
            return theta[0] * theta[0];
        };
        Minimum minimum = new Lbfgs().minimize(wrong, 3);

        assertThat(minimum.ending()).isEqualTo(Ending.LINE_SEARCH_FAILED);
        assertThat(minimum.theta()).containsExactly(3);
        assertThat(minimum.evaluations()).isLessThan(100);
    }

    @Test
    void iterationsThatRunOutAreSaidAndTheLowestPointIsKept() {
        Minimum minimum = new Lbfgs(10, 5, 1e-6, 0.9).minimize(ROSENBROCK, -1.2, 1);

        assertThat(minimum.ending()).isEqualTo(Ending.ITERATIONS_EXHAUSTED);
        assertThat(minimum.iterations()).isEqualTo(5);
        assertThat(minimum.value()).isLessThan(ROSENBROCK.evaluate(new double[] {-1.2, 1}, new double[2]));
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new Lbfgs(0, 10, 1e-6, 0.9)).hasMessageContaining("lbfgs.memory");
        assertThatThrownBy(() -> new Lbfgs(5, 10, -1, 0.9)).hasMessageContaining("lbfgs.gradient_tolerance");
        assertThatThrownBy(() -> new Lbfgs(5, 10, 0, 1))
                .hasMessage("lbfgs.curvature: expected a number in (1.0E-4, 1), found 1.0");
    }
}
