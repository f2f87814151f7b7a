package io.epochline.analyzer.diagnosis;

/**
 * What is known about a run beside its curves; what is not known is null.
 *
 * @param trainRows examples that it learnt from
 * @param targetSize numbers in the target of one example
 * @param parameters of the model
 * @param batchSize examples in a batch
 * @param weightDecay as the optimizer was told
 * @param decoupledDecay whether decay stands beside the step (AdamW), where larger values are usual, or in the gradient
 * @param dropout the highest rate in the model, in [0, 1)
 * @param precision of the arithmetic as it was named, such as {@code f32} or {@code float64}
 * @param mixedGroups whether rows that belong together may stand on both sides of the split
 * @param classes how many there are to choose from
 * @param firstLoss of the first step, before anything was learnt
 */
public record RunFacts(
        Integer trainRows,
        Integer targetSize,
        Integer parameters,
        Integer batchSize,
        Double weightDecay,
        Boolean decoupledDecay,
        Double dropout,
        String precision,
        Boolean mixedGroups,
        Integer classes,
        Double firstLoss) {

    public static final RunFacts UNKNOWN =
            new RunFacts(null, null, null, null, null, null, null, null, null, null, null);
}
