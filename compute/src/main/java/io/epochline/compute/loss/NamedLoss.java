package io.epochline.compute.loss;

/**
 * A loss that has a name.
 *
 * @param purpose what it is made for
 * @param whenToUse the symptom that it answers
 */
public record NamedLoss(String name, String expression, String purpose, String whenToUse) {
    public Loss loss() {
        return Loss.parse(expression);
    }
}
