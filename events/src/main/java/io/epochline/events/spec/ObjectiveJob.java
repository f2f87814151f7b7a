package io.epochline.events.spec;

import io.epochline.events.Require;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of an optimizer on a scalar function of a vector θ. What networks call an epoch is here a number of steps after
 * which the run reports.
 *
 * @param objective the function to make small
 * @param blocks what parts of θ are called, by name
 * @param clipNorm the bound on the Euclidean norm of each step's gradient; absent for none
 * @param clipValue the bound on each element of it, after that; absent for none
 * @param acceptance which steps are taken; all of them when absent
 * @param steps at most
 * @param reportSteps how many steps make an epoch; a twentieth of them all when absent
 * @param tolerance the run is done where the norm of the gradient is no larger; absent for never
 * @param timeLimit seconds over all attempts, after which the run ends with what it has; absent for none
 * @param record what to keep beside the trace
 * @param recordEvery how many steps lie between two whose θ and other vectors are kept; when absent so many that about a
 *     thousand are
 */
public record ObjectiveJob(
        String name,
        FunctionSpec objective,
        Start start,
        Map<String, Block> blocks,
        OptimizerSpec optimizer,
        ScheduleSpec schedule,
        Double clipNorm,
        Double clipValue,
        Acceptance acceptance,
        Integer steps,
        Integer reportSteps,
        Double tolerance,
        Double timeLimit,
        List<Recorded> record,
        Integer recordEvery,
        Long seed)
        implements RunJob {

    private static final int MOST_STEPS = 100_000_000;

    /**
     * Where θ begins: at a point, with normal numbers added.
     *
     * @param at 0 when absent
     * @param scale the deviation of what is added; when absent 1 without a point and 0 with one
     */
    public record Start(List<Double> at, Double scale) {

        public Start {
            scale = scale == null ? at == null ? 1.0 : 0.0 : scale;
            at = at == null ? null : List.copyOf(at);
            Require.that(scale >= 0 && Double.isFinite(scale), "start.scale", "at least 0 and finite", scale);
        }
    }

    /**
     * Elements of θ that belong together: a stretch of them, or some by number.
     *
     * @param from the first element, from 0
     * @param size how many
     * @param indices in place of a stretch
     */
    public record Block(Integer from, Integer size, List<Integer> indices) {

        public Block {
            Require.that(
                    (from != null && size != null) != (indices != null),
                    "blocks",
                    "'from' and 'size', or else 'indices'",
                    indices);
            indices = indices == null ? null : List.copyOf(indices);
            Require.that(from == null || from >= 0, "blocks.from", "at least 0", from);
            Require.that(size == null || size >= 1, "blocks.size", "at least 1", size);
            Require.that(
                    indices == null || !indices.isEmpty() && indices.stream().allMatch(index -> index >= 0),
                    "blocks.indices",
                    "at least one number, from 0",
                    indices);
        }
    }

    /**
     * Only steps that lead down are taken: the value must fall by {@code decrease} of what the slope promises (Armijo,
     * 1966). Where one does not, θ stays and the next step is shorter, by {@code shrink}; after one that does it may be
     * longer again, by {@code grow}, up to what optimizer and schedule say. The run is done where steps are shorter than
     * {@code least} of that.
     */
    public record Acceptance(Double shrink, Double grow, Double decrease, Double least) {

        public Acceptance {
            shrink = shrink == null ? 0.5 : shrink;
            grow = grow == null ? 2.0 : grow;
            decrease = decrease == null ? 1e-4 : decrease;
            least = least == null ? 1e-6 : least;
            Require.that(shrink > 0 && shrink < 1, "acceptance.shrink", "in (0, 1)", shrink);
            Require.that(grow >= 1 && Double.isFinite(grow), "acceptance.grow", "at least 1 and finite", grow);
            Require.that(decrease >= 0 && decrease < 1, "acceptance.decrease", "in [0, 1)", decrease);
            Require.that(least > 0 && least < 1, "acceptance.least", "in (0, 1)", least);
        }
    }

    public ObjectiveJob {
        Require.identifier(name, "name");
        Require.present(objective, "objective");
        start = start == null ? new Start(null, null) : start;
        blocks = blocks == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(blocks));
        optimizer = optimizer == null ? OptimizerSpec.DEFAULT : optimizer;
        schedule = schedule == null ? ScheduleSpec.DEFAULT : schedule;
        steps = steps == null ? 1000 : steps;
        Require.that(steps >= 1 && steps <= MOST_STEPS, "steps", "between 1 and " + MOST_STEPS, steps);
        reportSteps = reportSteps == null ? (steps + 19) / 20 : reportSteps;
        record = record == null ? List.of() : List.copyOf(record);
        recordEvery = recordEvery == null ? (steps + 999) / 1000 : recordEvery;
        seed = seed == null ? 0L : seed;
        Require.that(reportSteps >= 1 && reportSteps <= steps, "report_steps", "between 1 and steps", reportSteps);
        Require.that(recordEvery >= 1, "record_every", "at least 1", recordEvery);
        Require.that(clipNorm == null || clipNorm > 0, "clip_norm", "above 0, or left out for none", clipNorm);
        Require.that(clipValue == null || clipValue > 0, "clip_value", "above 0, or left out for none", clipValue);
        Require.that(tolerance == null || tolerance >= 0, "tolerance", "at least 0, or left out", tolerance);
        Require.that(timeLimit == null || timeLimit > 0, "time_limit", "above 0, or left out for none", timeLimit);
        Require.that(
                schedule.warmupEpochs() < epochs(steps, reportSteps),
                "schedule.warmup_epochs",
                "below the number of reports, which is " + epochs(steps, reportSteps),
                schedule.warmupEpochs());
        Require.that(
                acceptance == null || withoutMemory(optimizer),
                "acceptance",
                "absent, or an optimizer without memory: sgd without momentum, or preconditioned",
                optimizer.getClass().getSimpleName());
    }

    /** How many reports there are at most. */
    public int epochs() {
        return epochs(steps, reportSteps);
    }

    /** The same job on another function. */
    public ObjectiveJob with(FunctionSpec other) {
        return new ObjectiveJob(
                name,
                other,
                start,
                blocks,
                optimizer,
                schedule,
                clipNorm,
                clipValue,
                acceptance,
                steps,
                reportSteps,
                tolerance,
                timeLimit,
                record,
                recordEvery,
                seed);
    }

    private static int epochs(int steps, int reportSteps) {
        return (steps + reportSteps - 1) / reportSteps;
    }

    private static boolean withoutMemory(OptimizerSpec optimizer) {
        return switch (optimizer) {
            case OptimizerSpec.Sgd sgd -> sgd.momentum() == 0;
            case OptimizerSpec.Preconditioned preconditioned -> true;
            case OptimizerSpec.Adam adam -> false;
            case OptimizerSpec.AdamW adamW -> false;
            case OptimizerSpec.RmsProp rmsProp -> false;
        };
    }
}
