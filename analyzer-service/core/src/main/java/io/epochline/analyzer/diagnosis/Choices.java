package io.epochline.analyzer.diagnosis;

/**
 * Predicted classes, or which of two items is preferred, against the truth.
 *
 * @param count of examples
 * @param accuracy share that is right
 * @param commonest share that is right if the commonest answer is always given
 * @param confidentlyWrong share that is wrong with a probability of 0.9 or more for the wrong answer
 */
public record Choices(int count, double accuracy, double commonest, double confidentlyWrong) {

    private static final double CONFIDENT = 0.9;

    /**
     * Of classes.
     *
     * @param logits f32[N, classes]
     * @param target one-hot f32[N, classes], or class indices f32[N]
     */
    public static Choices ofClasses(float[] logits, float[] target, int classes) {
        int rows = logits.length / classes;
        boolean hot = target.length == logits.length;
        int[] counts = new int[classes];
        int right = 0;
        int confident = 0;
        for (int row = 0; row < rows; row++) {
            int chosen = largest(logits, row * classes, classes);
            int truth = hot ? largest(target, row * classes, classes) : (int) target[row];
            counts[truth]++;
            right += chosen == truth ? 1 : 0;
            confident += chosen != truth && probability(logits, row * classes, classes, chosen) >= CONFIDENT ? 1 : 0;
        }
        int commonest = 0;
        for (int count : counts) {
            commonest = Math.max(commonest, count);
        }
        return of(rows, right, commonest, confident);
    }

    /**
     * Of pairs; those of which neither is preferred are left out.
     *
     * @param scores f32[N, 2], of the first items and of the second
     * @param target f32[N], the share that prefers the first
     */
    public static Choices ofPairs(float[] scores, float[] target) {
        int rows = 0;
        int right = 0;
        int firsts = 0;
        int confident = 0;
        for (int row = 0; row < target.length; row++) {
            if (target[row] == 0.5f) {
                continue;
            }
            double lead = scores[2 * row] - scores[2 * row + 1];
            boolean first = target[row] > 0.5f;
            boolean hit = lead > 0 == first;
            rows++;
            firsts += first ? 1 : 0;
            right += hit ? 1 : 0;
            confident += !hit && 1 / (1 + Math.exp(-Math.abs(lead))) >= CONFIDENT ? 1 : 0;
        }
        return of(rows, right, Math.max(firsts, rows - firsts), confident);
    }

    private static Choices of(int rows, int right, int commonest, int confident) {
        double all = Math.max(1, rows);
        return new Choices(rows, right / all, commonest / all, confident / all);
    }

    private static int largest(float[] values, int from, int count) {
        int largest = 0;
        for (int i = 1; i < count; i++) {
            largest = values[from + i] > values[from + largest] ? i : largest;
        }
        return largest;
    }

    private static double probability(float[] logits, int from, int count, int chosen) {
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.exp(logits[from + i] - logits[from + chosen]);
        }
        return 1 / sum;
    }
}
