package io.epochline.trainer;

import io.epochline.compute.optim.Clipping;
import io.epochline.compute.optim.Optimizer;
import io.epochline.compute.optim.Schedule;
import io.epochline.events.spec.OptimizerSpec;
import io.epochline.events.spec.ScheduleSpec;
import io.epochline.events.spec.TrainingJob;

/** What a job says of optimizer, clipping and schedule, as the engine takes it. Schedules count in epochs. */
public final class UpdateRule {

    private UpdateRule() {}

    /** @param size how many parameters there are; a preconditioned optimizer stands still until it is told its rates */
    public static Optimizer optimizer(OptimizerSpec spec, int size) {
        return spec instanceof OptimizerSpec.Preconditioned
                ? new Optimizer.Preconditioned(1, new float[size])
                : optimizer(spec);
    }

    static Optimizer optimizer(OptimizerSpec spec) {
        return switch (spec) {
            case OptimizerSpec.Adam s -> new Optimizer.Adam(s.lr(), s.beta1(), s.beta2(), s.epsilon(), s.weightDecay());
            case OptimizerSpec.AdamW s ->
                new Optimizer.AdamW(s.lr(), s.beta1(), s.beta2(), s.epsilon(), s.weightDecay());
            case OptimizerSpec.Preconditioned s ->
                throw new IllegalArgumentException("a preconditioned optimizer is made for a number of parameters");
            case OptimizerSpec.RmsProp s ->
                new Optimizer.RmsProp(s.lr(), s.alpha(), s.epsilon(), s.momentum(), s.centered(), s.weightDecay());
            case OptimizerSpec.Sgd s -> new Optimizer.Sgd(s.lr(), s.momentum(), s.nesterov(), s.weightDecay());
        };
    }

    static Clipping clipping(TrainingJob job) {
        return clipping(job.clipNorm(), job.clipValue());
    }

    /** A bound that is absent is none. */
    public static Clipping clipping(Double norm, Double value) {
        return new Clipping(bound(norm), bound(value));
    }

    static Schedule schedule(TrainingJob job) {
        return schedule(job.schedule(), job.epochs());
    }

    /** @param epochs that the run takes at most */
    public static Schedule schedule(ScheduleSpec spec, int epochs) {
        double rest = epochs - spec.warmupEpochs();
        Schedule then =
                switch (spec) {
                    case ScheduleSpec.Constant s -> new Schedule.Constant();
                    case ScheduleSpec.Cosine s -> new Schedule.Cosine(rest, s.floor());
                    case ScheduleSpec.Exponential s -> new Schedule.Exponential(s.gamma());
                    case ScheduleSpec.OneCycle s -> new Schedule.OneCycle(rest, s.peak() * rest, s.start(), s.end());
                    case ScheduleSpec.Plateau s ->
                        new Schedule.Plateau(s.gamma(), s.patience(), s.threshold(), s.cooldown(), s.floor());
                    case ScheduleSpec.Step s -> new Schedule.Step(s.every(), s.gamma());
                };
        return spec.warmupEpochs() == 0 ? then : new Schedule.Warmup(spec.warmupEpochs(), spec.warmupStart(), then);
    }

    private static double bound(Double given) {
        return given == null ? Double.POSITIVE_INFINITY : given;
    }
}
