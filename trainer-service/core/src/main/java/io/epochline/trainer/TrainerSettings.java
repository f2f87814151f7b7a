package io.epochline.trainer;

/**
 * How this trainer works.
 *
 * @param worker its name, told in {@code RunStarted} and {@code meta.json}
 * @param device such as {@code cpu}
 * @param thetaBytes how much of {@code trace.npz} may be parameters; epochs are left out until they fit
 * @param cacheBytes up to which size simulated data is kept in memory rather than made again each epoch
 */
public record TrainerSettings(String worker, String device, long thetaBytes, long cacheBytes) {

    public static TrainerSettings of(String worker) {
        return new TrainerSettings(worker, "cpu", 64L << 20, 512L << 20);
    }
}
