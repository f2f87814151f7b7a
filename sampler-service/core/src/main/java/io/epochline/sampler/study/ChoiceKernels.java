package io.epochline.sampler.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Most of the weight on the choice that was made, the rest spread evenly; the more trials, the less is spread. */
final class ChoiceKernels implements Kernels {

    private final List<JsonNode> choices;
    private final double[][] probabilities;

    ChoiceKernels(List<JsonNode> choices, List<JsonNode> observed) {
        this.choices = choices;
        this.probabilities = new double[observed.size() + 1][choices.size()];
        double spread = 1.0 / probabilities.length;
        for (int i = 0; i < probabilities.length; i++) {
            int chosen = i < observed.size() ? choices.indexOf(observed.get(i)) : -1;
            if (chosen < 0) {
                Arrays.fill(probabilities[i], 1.0 / choices.size());
            } else {
                double total = 1 + spread * choices.size();
                Arrays.fill(probabilities[i], spread / total);
                probabilities[i][chosen] += 1 / total;
            }
        }
    }

    @Override
    public double draw(int component, RandomGenerator random) {
        double left = random.nextDouble();
        for (int choice = 0; choice < choices.size() - 1; choice++) {
            left -= probabilities[component][choice];
            if (left < 0) {
                return choice;
            }
        }
        return choices.size() - 1;
    }

    @Override
    public double logDensity(int component, double point) {
        return Math.log(probabilities[component][(int) point]);
    }

    @Override
    public JsonNode value(double point) {
        return choices.get((int) point);
    }
}
