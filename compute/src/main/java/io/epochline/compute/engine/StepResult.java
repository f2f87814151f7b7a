package io.epochline.compute.engine;

/**
 * What one step did.
 *
 * @param loss of the batch, before the step
 * @param gradNorm the Euclidean norm of the gradient, before clipping
 * @param stepNorm the Euclidean norm of the change of the parameters; 0 where the step was refused
 */
public record StepResult(double loss, double gradNorm, double stepNorm) {

    /** Whether the step was taken: the loss and its gradient were finite. */
    public boolean isFinite() {
        return Double.isFinite(loss) && Double.isFinite(gradNorm);
    }
}
