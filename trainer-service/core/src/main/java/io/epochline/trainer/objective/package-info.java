/**
 * Runs of kind {@code objective}: a scalar function of θ made small. {@link io.epochline.trainer.objective.ObjectiveCheck}
 * says whether a job can run, {@link io.epochline.trainer.objective.ObjectiveRun} is what a trainer does for it.
 */
package io.epochline.trainer.objective;
