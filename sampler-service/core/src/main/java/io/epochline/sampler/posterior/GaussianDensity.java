package io.epochline.sampler.posterior;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.events.spec.PosteriorJob;
import io.epochline.sampler.SamplerException;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/** The multivariate normal: {@code -1/2 |U (x - mean)|²} with the precision {@code UᵀU}. */
final class GaussianDensity implements LogDensity {

    private final double[] mean;
    private final double[][] whitening;

    GaussianDensity(PosteriorJob.Gaussian target) {
        this.mean = target.mean().stream().mapToDouble(Double::doubleValue).toArray();
        double[][] covariance = target.covariance().stream()
                .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new);
        try {
            RealMatrix lower = new CholeskyDecomposition(MatrixUtils.createRealMatrix(covariance)).getL();
            this.whitening = MatrixUtils.inverse(lower).getData();
        } catch (MathIllegalArgumentException e) {
            throw SamplerException.invalidJob(
                    "'target.covariance' must be symmetric and positive definite, found: " + e.getMessage());
        }
    }

    @Override
    public List<Variable> variables() {
        return List.of(new Variable(
                "theta",
                IntStream.range(0, mean.length).mapToObj("theta[%d]"::formatted).toList()));
    }

    @Override
    public Value apply(GraphBuilder graph, Value positions) {
        int d = mean.length;
        double[] transposed = new double[d * d];
        for (int row = 0; row < d; row++) {
            for (int column = 0; column < d; column++) {
                transposed[column * d + row] = whitening[row][column];
            }
        }
        Value centred = graph.subtract(positions, graph.constant(Tensor.of(Shape.of(d), mean)));
        Value white = graph.matmul(centred, graph.constant(Tensor.of(Shape.of(d, d), transposed)));
        return graph.multiply(graph.sum(graph.square(white), 1), -0.5);
    }

    @Override
    public double[] centre() {
        return mean.clone();
    }
}
