package io.epochline.events;

/**
 * What a loss curve says.
 *
 * @param improvementRate (first − best) / |first| of the validation loss, or of the training loss where there is no
 *     other; absent when there is no curve
 * @param trend {@code improving}, {@code plateauing} or {@code diverging}
 * @param gap (validation − training) / |training| at the end; absent without validation
 * @param overfitting {@code unlikely}, {@code moderate}, {@code likely}, or absent without validation
 * @param stability 1 for a curve that only falls, towards 0 for one that jumps about
 */
public record RunMetrics(Double improvementRate, String trend, Double gap, String overfitting, Double stability) {}
