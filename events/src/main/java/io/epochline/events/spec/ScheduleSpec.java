package io.epochline.events.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.epochline.events.DefaultKind;
import io.epochline.events.Require;

/**
 * How the learning rate changes while a run goes on, step by step. Every number of epochs may be a fraction, and every
 * height is a share of the optimizer's {@code lr}.
 *
 * <p>All but {@code one_cycle} can begin with a warm-up: from {@code warmup_start} of the learning rate straight up to all
 * of it in {@code warmup_epochs}, 0 for none. The rest of the schedule counts from there.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "name")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ScheduleSpec.Constant.class, name = "constant"),
    @JsonSubTypes.Type(value = ScheduleSpec.Cosine.class, name = "cosine"),
    @JsonSubTypes.Type(value = ScheduleSpec.Exponential.class, name = "exponential"),
    @JsonSubTypes.Type(value = ScheduleSpec.OneCycle.class, name = "one_cycle"),
    @JsonSubTypes.Type(value = ScheduleSpec.Plateau.class, name = "plateau"),
    @JsonSubTypes.Type(value = ScheduleSpec.Step.class, name = "step")
})
@DefaultKind(ScheduleSpec.Constant.class)
public sealed interface ScheduleSpec {

    ScheduleSpec DEFAULT = new Constant(null, null);

    /** Low enough to be careful, and not 0, so that the first step moves. */
    double WARMUP_START = 0.01;

    Double warmupEpochs();

    Double warmupStart();

    /** The same learning rate throughout. */
    record Constant(Double warmupEpochs, Double warmupStart) implements ScheduleSpec {

        public Constant {
            warmupEpochs = epochs(warmupEpochs);
            warmupStart = share("warmup_start", warmupStart, WARMUP_START);
        }
    }

    /** Down to the floor along half a cosine, which ends with the run. */
    record Cosine(Double floor, Double warmupEpochs, Double warmupStart) implements ScheduleSpec {

        public Cosine {
            floor = share("floor", floor, 0);
            warmupEpochs = epochs(warmupEpochs);
            warmupStart = share("warmup_start", warmupStart, WARMUP_START);
        }
    }

    /** Times {@code gamma} for each epoch, spread over its steps. */
    record Exponential(Double gamma, Double warmupEpochs, Double warmupStart) implements ScheduleSpec {

        public Exponential {
            gamma = share("gamma", gamma, 0.95);
            warmupEpochs = epochs(warmupEpochs);
            warmupStart = share("warmup_start", warmupStart, WARMUP_START);
        }
    }

    /**
     * Up along a cosine and down along another, which ends with the run.
     *
     * @param peak after what share of the run the learning rate is highest, in (0, 1)
     * @param start the height at first
     * @param end the height at the end
     */
    record OneCycle(Double peak, Double start, Double end) implements ScheduleSpec {

        public OneCycle {
            peak = peak == null ? 0.3 : peak;
            start = share("start", start, 0.04);
            end = share("end", end, 4e-6);
            Require.that(peak > 0 && peak < 1, "schedule.peak", "in (0, 1)", peak);
        }

        @Override
        public Double warmupEpochs() {
            return 0.0;
        }

        @Override
        public Double warmupStart() {
            return 0.0;
        }
    }

    /**
     * Times {@code gamma} when the validation loss has not improved for more than {@code patience} epochs.
     *
     * @param threshold by what part of the best loss a better one must be below it
     * @param cooldown for how many epochs after a change none counts
     * @param floor the lowest height
     */
    record Plateau(
            Double gamma,
            Integer patience,
            Double threshold,
            Integer cooldown,
            Double floor,
            Double warmupEpochs,
            Double warmupStart)
            implements ScheduleSpec {

        public Plateau {
            gamma = share("gamma", gamma, 0.1);
            patience = patience == null ? 10 : patience;
            threshold = share("threshold", threshold, 1e-4);
            cooldown = cooldown == null ? 0 : cooldown;
            floor = share("floor", floor, 0);
            warmupEpochs = epochs(warmupEpochs);
            warmupStart = share("warmup_start", warmupStart, WARMUP_START);
            Require.that(patience >= 0, "schedule.patience", "at least 0", patience);
            Require.that(cooldown >= 0, "schedule.cooldown", "at least 0", cooldown);
        }
    }

    /**
     * Times {@code gamma} after every so many epochs.
     *
     * @param every epochs, above 0
     */
    record Step(Double every, Double gamma, Double warmupEpochs, Double warmupStart) implements ScheduleSpec {

        public Step {
            every = every == null ? 10 : every;
            gamma = share("gamma", gamma, 0.1);
            warmupEpochs = epochs(warmupEpochs);
            warmupStart = share("warmup_start", warmupStart, WARMUP_START);
            Require.that(every > 0 && Double.isFinite(every), "schedule.every", "above 0 and finite", every);
        }
    }

    private static double epochs(Double value) {
        double epochs = value == null ? 0 : value;
        Require.that(epochs >= 0, "schedule.warmup_epochs", "at least 0", epochs);
        return epochs;
    }

    private static double share(String key, Double value, double missing) {
        double share = value == null ? missing : value;
        Require.that(share >= 0 && share <= 1, "schedule." + key, "in [0, 1]", share);
        return share;
    }
}
