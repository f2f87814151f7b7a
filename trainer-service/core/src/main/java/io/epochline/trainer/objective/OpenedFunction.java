package io.epochline.trainer.objective;

import io.epochline.artifacts.ArtifactException;
import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.Sha256;
import io.epochline.compute.ComputeException;
import io.epochline.compute.foreign.ForeignFunction;
import io.epochline.compute.objective.Funnel;
import io.epochline.compute.objective.Gaussian;
import io.epochline.compute.objective.Quadratic;
import io.epochline.compute.objective.Regression;
import io.epochline.compute.objective.Regression.Likelihood;
import io.epochline.compute.objective.Rosenbrock;
import io.epochline.compute.objective.Rotations;
import io.epochline.compute.objective.ScalarFunction;
import io.epochline.compute.onnx.read.OnnxReader;
import io.epochline.events.FailureCode;
import io.epochline.events.spec.FunctionSpec;
import io.epochline.trainer.TrainerException;
import io.epochline.trainer.data.Seeds;
import java.util.Arrays;
import java.util.List;

/**
 * A function as a job describes it.
 *
 * @param sha256 of the file that it comes from, null where there is none
 * @param minimum where it is known to be lowest, {@code f64[size]}, else null
 */
record OpenedFunction(ScalarFunction function, String sha256, double[] minimum) {

    /** @throws TrainerException if there is no such function */
    static OpenedFunction of(FunctionSpec spec, DataFiles files) {
        try {
            return open(spec, files);
        } catch (ComputeException e) {
            if (e.category() != ComputeException.Category.USER) {
                throw e;
            }
            throw new TrainerException(FailureCode.INVALID_MODEL, "objective: " + e.getMessage(), e);
        }
    }

    private static OpenedFunction open(FunctionSpec spec, DataFiles files) {
        return switch (spec) {
            case FunctionSpec.Quadratic quadratic -> quadratic(quadratic);
            case FunctionSpec.Rosenbrock rosenbrock -> {
                double[] ones = new double[rosenbrock.size()];
                Arrays.fill(ones, 1);
                yield new OpenedFunction(new Rosenbrock(rosenbrock.size()), null, ones);
            }
            case FunctionSpec.Funnel funnel -> new OpenedFunction(new Funnel(funnel.size()), null, null);
            case FunctionSpec.Gaussian gaussian -> {
                double[] mean = numbers(gaussian.mean());
                double[][] covariance = gaussian.covariance().stream()
                        .map(OpenedFunction::numbers)
                        .toArray(double[][]::new);
                yield new OpenedFunction(Gaussian.of(mean, covariance), null, mean);
            }
            case FunctionSpec.LinearRegression regression -> {
                RegressionData data =
                        RegressionData.read(regression.path(), regression.target(), regression.features(), true, files);
                Likelihood normal = new Likelihood.Normal(regression.noise());
                yield new OpenedFunction(
                        new Regression(data.x(), data.y(), normal, regression.priorScale()), data.sha256(), null);
            }
            case FunctionSpec.LogisticRegression regression -> {
                RegressionData data = RegressionData.read(
                        regression.path(), regression.target(), regression.features(), false, files);
                Likelihood classes = new Likelihood.Bernoulli();
                yield new OpenedFunction(
                        new Regression(data.x(), data.y(), classes, regression.priorScale()), data.sha256(), null);
            }
            case FunctionSpec.Onnx onnx -> {
                byte[] bytes = read(onnx.path(), files);
                yield new OpenedFunction(ForeignFunction.of(OnnxReader.read(bytes)), Sha256.of(bytes), null);
            }
        };
    }

    private static OpenedFunction quadratic(FunctionSpec.Quadratic spec) {
        double[] spectrum = spec.spectrum() != null
                ? numbers(spec.spectrum())
                : Quadratic.logarithmic(spec.size(), spec.condition());
        double[] centre = spec.centre() == null ? new double[spectrum.length] : numbers(spec.centre());
        double[] rotation = spec.rotation() == null
                ? new double[0]
                : Rotations.random(spectrum.length, Seeds.stream(spec.rotation(), 0));
        boolean bowl = Arrays.stream(spectrum).allMatch(lambda -> lambda > 0);
        return new OpenedFunction(new Quadratic(spectrum, rotation, centre), null, bowl ? centre : null);
    }

    private static byte[] read(String path, DataFiles files) {
        try {
            return files.read(path);
        } catch (ArtifactException e) {
            if (e.failure().retryable()) {
                throw e;
            }
            throw new TrainerException(e.failure().code(), "objective.path: " + e.getMessage(), e);
        }
    }

    private static double[] numbers(List<Double> list) {
        return list.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
