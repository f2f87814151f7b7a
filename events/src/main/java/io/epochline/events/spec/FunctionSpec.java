package io.epochline.events.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.epochline.events.Require;
import java.util.List;

/** A scalar function of a vector θ, to be made small. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "function")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FunctionSpec.Funnel.class, name = "funnel"),
    @JsonSubTypes.Type(value = FunctionSpec.Gaussian.class, name = "gaussian"),
    @JsonSubTypes.Type(value = FunctionSpec.LinearRegression.class, name = "linear_regression"),
    @JsonSubTypes.Type(value = FunctionSpec.LogisticRegression.class, name = "logistic_regression"),
    @JsonSubTypes.Type(value = FunctionSpec.Onnx.class, name = "onnx"),
    @JsonSubTypes.Type(value = FunctionSpec.Quadratic.class, name = "quadratic"),
    @JsonSubTypes.Type(value = FunctionSpec.Rosenbrock.class, name = "rosenbrock")
})
public sealed interface FunctionSpec {

    /** A function that is worked out from a file: a path, or {@code s3://bucket/key}. */
    sealed interface OfFile extends FunctionSpec {
        String path();

        /** The same function of the file at another path. */
        OfFile at(String path);
    }

    /**
     * {@code 1/2 sum of lambda_i y_i^2}, where y is θ less the centre, turned.
     *
     * @param spectrum the eigenvalues; or {@code size} of them from 1 down to 1 over {@code condition}, evenly in their
     *     logarithm
     * @param rotation the seed of a random rotation; the axes as they are when absent
     * @param centre where it is lowest; 0 when absent
     */
    record Quadratic(List<Double> spectrum, Integer size, Double condition, Long rotation, List<Double> centre)
            implements FunctionSpec {

        public Quadratic {
            Require.that(
                    (spectrum == null) != (size == null),
                    "objective.spectrum",
                    "eigenvalues, or else objective.size and objective.condition",
                    spectrum);
            spectrum = spectrum == null ? null : List.copyOf(spectrum);
            centre = centre == null ? null : List.copyOf(centre);
            if (size != null && condition == null) {
                condition = 100.0;
            }
            int count = size == null ? spectrum.size() : size;
            requireSize(count, 1);
            Require.that(
                    spectrum == null || condition == null,
                    "objective.condition",
                    "absent beside a spectrum",
                    condition);
            Require.that(condition == null || condition >= 1, "objective.condition", "at least 1", condition);
            Require.that(
                    centre == null || centre.size() == count, "objective.centre", count + " numbers, or none", centre);
            Require.that(rotation == null || count <= 4096, "objective.size", "at most 4096 where it is turned", count);
        }
    }

    /** @param size of θ, at least 2 */
    record Rosenbrock(Integer size) implements FunctionSpec {

        public Rosenbrock {
            size = size == null ? 2 : size;
            requireSize(size, 2);
        }
    }

    /** @param size of θ, at least 2; the first element is the funnel's width */
    record Funnel(Integer size) implements FunctionSpec {

        public Funnel {
            size = size == null ? 10 : size;
            requireSize(size, 2);
        }
    }

    /**
     * The negative log density of a multivariate normal.
     *
     * @param covariance symmetric and positive definite, rows of d numbers
     */
    record Gaussian(List<Double> mean, List<List<Double>> covariance) implements FunctionSpec {

        public Gaussian {
            Require.that(mean != null && !mean.isEmpty(), "objective.mean", "at least one number", mean);
            Require.that(
                    covariance != null
                            && covariance.size() == mean.size()
                            && covariance.stream().allMatch(row -> row.size() == mean.size()),
                    "objective.covariance",
                    "a square matrix as wide as the mean is long",
                    covariance);
        }
    }

    /**
     * The negative log posterior of a linear regression on columns of a CSV file, features and target standardised.
     *
     * @param features the columns to predict from; all others when absent
     * @param noise the deviation of the target around the line, in deviations of the target
     * @param priorScale the deviation of the normal priors of intercept and weights
     */
    record LinearRegression(String path, String target, List<String> features, Double noise, Double priorScale)
            implements OfFile {

        public LinearRegression {
            Require.text(path, "objective.path");
            Require.text(target, "objective.target");
            features = features == null ? List.of() : List.copyOf(features);
            noise = aboveZero("noise", noise, 1);
            priorScale = aboveZero("prior_scale", priorScale, 1);
        }

        @Override
        public LinearRegression at(String other) {
            return new LinearRegression(other, target, features, noise, priorScale);
        }
    }

    /**
     * The negative log posterior of a logistic regression on columns of a CSV file, features standardised.
     *
     * @param target a column of 0 and 1
     * @param features the columns to predict from; all others when absent
     * @param priorScale the deviation of the normal priors of intercept and weights
     */
    record LogisticRegression(String path, String target, List<String> features, Double priorScale) implements OfFile {

        public LogisticRegression {
            Require.text(path, "objective.path");
            Require.text(target, "objective.target");
            features = features == null ? List.of() : List.copyOf(features);
            priorScale = aboveZero("prior_scale", priorScale, 1);
        }

        @Override
        public LogisticRegression at(String other) {
            return new LogisticRegression(other, target, features, priorScale);
        }
    }

    /** An ONNX file that takes θ and gives one number. */
    record Onnx(String path) implements OfFile {

        public Onnx {
            Require.text(path, "objective.path");
        }

        @Override
        public Onnx at(String other) {
            return new Onnx(other);
        }
    }

    private static void requireSize(int size, int least) {
        Require.that(size >= least && size <= 10_000_000, "objective.size", "between " + least + " and 10000000", size);
    }

    private static double aboveZero(String key, Double value, double missing) {
        double found = orDefault(value, missing);
        Require.that(found > 0 && Double.isFinite(found), "objective." + key, "above 0 and finite", found);
        return found;
    }

    private static double orDefault(Double value, double missing) {
        return value == null ? missing : value;
    }
}
