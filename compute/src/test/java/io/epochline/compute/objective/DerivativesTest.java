package io.epochline.compute.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.epochline.compute.curvature.DiagonalEstimate;
import io.epochline.compute.curvature.Hutchinson;
import io.epochline.compute.curvature.SquaredJacobian;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import io.epochline.compute.objective.Derivatives.Jacobian;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against torch, in f64 by the reference interpreter and in f32 by the runtime. */
class DerivativesTest {

    @ParameterizedTest
    @ValueSource(strings = {"normal", "logistic", "rosenbrock", "funnel"})
    void theReferenceAgreesWithTorch(String name) {
        ReferenceFunction function = new ReferenceFunction(GoldenFunctions.named(name), GoldenFunctions.theta(name));

        assertThat(function.gradient()).containsExactly(GoldenFunctions.fact(name, "gradient"), within(1e-10));
        checkCurvature(function, name, 1e-10);
        double offset = function.value() - GoldenFunctions.value(name);
        assertThat(offset).isCloseTo(0, within(1e-10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"normal", "logistic", "rosenbrock", "funnel", "decay"})
    void theRuntimeAgreesWithTorch(String name) {
        try (CompiledFunction function = new CompiledFunction(GoldenFunctions.named(name))) {
            double[] theta = GoldenFunctions.theta(name);
            IntStream.range(0, theta.length).forEach(i -> function.theta().put(i, (float) theta[i]));

            double value = function.evaluate();

            assertThat(value).isCloseTo(GoldenFunctions.value(name), within(1e-5 * (1 + Math.abs(value))));
            double[] gradient = GoldenFunctions.fact(name, "gradient");
            for (int i = 0; i < theta.length; i++) {
                assertThat((double) function.gradient().get(i))
                        .isCloseTo(gradient[i], within(1e-5 * (1 + largest(name))));
            }
            checkCurvature(function, name, 1e-5 * (1 + largest(name)));
        }
    }

    @Test
    void negativeCurvatureIsSeen() {
        ReferenceFunction ridge = new ReferenceFunction(new Rosenbrock(2), 0, 1);
        ReferenceFunction saddle = new ReferenceFunction(Quadratic.axisAligned(2, -0.5, 1), 1, 1, 1);

        assertThat(hutchinsonOverAll(ridge).diagonal()).containsExactly(-398, 200);
        assertThat(hutchinsonOverAll(saddle).diagonal()).containsExactly(2, -0.5, 1);
    }

    @Test
    void aFunctionWithoutTermsHasNoJacobians() {
        ReferenceFunction saddle = new ReferenceFunction(Quadratic.axisAligned(1, -1), 0, 0);

        assertThat(saddle.residuals()).isEmpty();
        assertThat(saddle.losses()).isEmpty();
        try (CompiledFunction compiled = new CompiledFunction(new Funnel(3))) {
            assertThat(compiled.residuals()).isEmpty();
            assertThat(compiled.losses()).isEmpty();
        }
    }

    @Test
    void aPlaneHasNoCurvatureAnywhere() {
        try (CompiledFunction compiled = new CompiledFunction(new Plane(2))) {
            assertThat(compiled.hessian().apply(1, -1)).containsExactly(0, 0);
        }
        assertThat(new ReferenceFunction(new Plane(2), 3, 4).hessian().apply(1, 1))
                .containsExactly(0, 0);
    }

    /** {@code sum(theta)} */
    private record Plane(int size) implements ScalarFunction {
        @Override
        public Value value(GraphBuilder b, Value theta) {
            return b.sum(theta);
        }
    }

    private static void checkCurvature(Derivatives function, String name, double tolerance) {
        double[][] hessian = GoldenFunctions.hessian(name);
        for (int i = 0; i < hessian.length; i++) {
            double[] unit = new double[hessian.length];
            unit[i] = 1;
            assertThat(function.hessian().apply(unit)).containsExactly(hessian[i], within(tolerance));
        }
        double[] diagonal = IntStream.range(0, hessian.length)
                .mapToDouble(i -> hessian[i][i])
                .toArray();
        assertThat(hutchinsonOverAll(function).diagonal()).containsExactly(diagonal, within(tolerance));
        function.residuals()
                .ifPresent(rows -> checkSquares(rows, GoldenFunctions.fact(name, "gauss_newton"), tolerance));
        function.losses().ifPresent(rows -> checkSquares(rows, GoldenFunctions.fact(name, "fisher"), tolerance));
    }

    private static void checkSquares(Jacobian rows, double[] expected, double tolerance) {
        assertThat(SquaredJacobian.exact(rows.transposed(), rows.weights()).diagonal())
                .containsExactly(expected, within(tolerance));
    }

    private static DiagonalEstimate hutchinsonOverAll(Derivatives function) {
        int size = function.size();
        Stream<double[]> signs = IntStream.range(0, 1 << size).mapToObj(bits -> IntStream.range(0, size)
                .mapToDouble(i -> (bits >> i & 1) == 1 ? 1 : -1)
                .toArray());
        return Hutchinson.diagonal(function.hessian(), size, signs);
    }

    private static double largest(String name) {
        return Stream.of(GoldenFunctions.hessian(name))
                .flatMapToDouble(Arrays::stream)
                .map(Math::abs)
                .max()
                .orElseThrow();
    }
}
