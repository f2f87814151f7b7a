package io.epochline.sampler.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.epochline.events.spec.ParameterRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A density over the whole space: a mixture with one component around each trial and a prior, all of the same weight. A
 * component is the product of its kernels, so parameters that are good together stay together.
 */
final class ParzenEstimator {

    private final Map<String, Kernels> kernels = new LinkedHashMap<>();
    private final int components;

    ParzenEstimator(Map<String, ParameterRange> space, List<Trial> trials) {
        components = trials.size() + 1;
        space.forEach((name, range) -> kernels.put(
                name,
                Kernels.around(
                        range,
                        trials.stream()
                                .map(trial -> trial.values().getOrDefault(name, MissingNode.getInstance()))
                                .toList())));
    }

    /** One point for each parameter, in the order of the space. */
    double[] draw(RandomGenerator random) {
        int component = random.nextInt(components);
        return kernels.values().stream()
                .mapToDouble(kernel -> kernel.draw(component, random))
                .toArray();
    }

    double logDensity(double[] points) {
        double[] terms = new double[components];
        double largest = Double.NEGATIVE_INFINITY;
        for (int component = 0; component < components; component++) {
            int parameter = 0;
            for (Kernels kernel : kernels.values()) {
                terms[component] += kernel.logDensity(component, points[parameter++]);
            }
            largest = Math.max(largest, terms[component]);
        }
        double sum = 0;
        for (double term : terms) {
            sum += Math.exp(term - largest);
        }
        return largest + Math.log(sum / components);
    }

    Map<String, JsonNode> values(double[] points) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        int parameter = 0;
        for (Map.Entry<String, Kernels> kernel : kernels.entrySet()) {
            values.put(kernel.getKey(), kernel.getValue().value(points[parameter++]));
        }
        return values;
    }
}
