package io.epochline.sampler.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.random.RandomGenerator;

/** How often each choice was seen, each with one sighting in advance, so that no choice is ever ruled out. */
final class CategoricalEstimator {

    private final List<JsonNode> choices;
    private final double[] probabilities;

    CategoricalEstimator(List<JsonNode> choices, List<JsonNode> seen) {
        this.choices = choices;
        this.probabilities = new double[choices.size()];
        int counted = 0;
        for (JsonNode value : seen) {
            int index = choices.indexOf(value);
            if (index >= 0) {
                probabilities[index]++;
                counted++;
            }
        }
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = (probabilities[i] + 1) / (counted + probabilities.length);
        }
    }

    JsonNode choice(int index) {
        return choices.get(index);
    }

    double probability(int index) {
        return probabilities[index];
    }

    int draw(RandomGenerator random) {
        double left = random.nextDouble();
        for (int i = 0; i < probabilities.length - 1; i++) {
            left -= probabilities[i];
            if (left < 0) {
                return i;
            }
        }
        return probabilities.length - 1;
    }
}
