package io.epochline.trainer;

import io.epochline.compute.engine.Execution;
import io.epochline.compute.runtime.Device;
import java.time.Duration;

/**
 * How this trainer works.
 *
 * @param worker its name, told in {@code RunStarted} and {@code meta.json}
 * @param execution the device that it trains on, and how
 * @param gitHash of the sources it was built from, null where that is not known
 * @param thetaBytes how much of {@code trace.npz} may be parameters; epochs are left out until they fit
 * @param checkpointInterval how much time may be between two checkpoints of a run, and so is lost when a worker dies
 * @param cacheBytes up to which size simulated data is kept in memory rather than made again each epoch
 */
public record TrainerSettings(
        String worker,
        Execution execution,
        String gitHash,
        Duration checkpointInterval,
        long thetaBytes,
        long cacheBytes) {

    /** On the CPU, a checkpoint every 30 s, with 64 MiB of parameters in a trace and a quarter of the heap for data. */
    public static TrainerSettings of(String worker) {
        return new TrainerSettings(
                worker, Execution.on(Device.CPU), builtFrom(), Duration.ofSeconds(30), 64L << 20, defaultCacheBytes());
    }

    /** The {@code gitHash} that the build knows, or null. */
    public static String builtFrom() {
        return Versions.gitHash();
    }

    public static long defaultCacheBytes() {
        return Runtime.getRuntime().maxMemory() / 4;
    }
}
