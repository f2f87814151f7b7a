package io.epochline.sampler.study;

import com.fasterxml.jackson.databind.JsonNode;
import io.epochline.events.spec.ParameterRange;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One density over a single parameter for each of a number of trials, and after them one that knows nothing, the prior.
 * Points are coordinates of the interval of a numeric range, or indices of choices.
 */
interface Kernels {

    double draw(int component, RandomGenerator random);

    double logDensity(int component, double point);

    JsonNode value(double point);

    /** @param observed the parameter's value in each trial, missing where the trial had none */
    static Kernels around(ParameterRange range, List<JsonNode> observed) {
        return switch (range) {
            case ParameterRange.Categorical categorical -> new ChoiceKernels(categorical.choices(), observed);
            case ParameterRange.Real real -> new NormalKernels(NumericScale.of(real), observed);
            case ParameterRange.Int whole -> new NormalKernels(NumericScale.of(whole), observed);
        };
    }
}
