package io.epochline.compute.optim;

/**
 * How a learning rate changes: a factor on the optimizer's own, as a function of time. Time counts from 0 in the unit of
 * the schedule's lengths, as steps or as epochs with fractions. At whole numbers the factors are those of
 * {@code torch.optim.lr_scheduler} after as many calls.
 *
 * <p>A schedule is a value and never changes: one that reacts to the validation loss is followed by what {@link #after}
 * returns, so whoever has the losses of a run can find it again.
 */
public sealed interface Schedule {

    /** What to multiply the optimizer's learning rate by, in [0, 1]. */
    double factor(double time);

    /** The schedule to go on with, once a validation loss is known. */
    default Schedule after(double validationLoss) {
        return this;
    }

    /** The optimizer's learning rate throughout. */
    record Constant() implements Schedule {
        @Override
        public double factor(double time) {
            return 1;
        }
    }

    /** {@code gamma^floor(time / every)}. */
    record Step(double every, double gamma) implements Schedule {
        public Step {
            Constants.requireAboveZero("schedule.every", every);
            Constants.requireShare("schedule.gamma", gamma);
        }

        @Override
        public double factor(double time) {
            return Math.pow(gamma, Math.floor(time / every));
        }
    }

    /** {@code gamma^time}. */
    record Exponential(double gamma) implements Schedule {
        public Exponential {
            Constants.requireShare("schedule.gamma", gamma);
        }

        @Override
        public double factor(double time) {
            return Math.pow(gamma, time);
        }
    }

    /** Half a period of the cosine, from 1 down to the floor (Loshchilov and Hutter, 2017), which is kept from then on. */
    record Cosine(double length, double floor) implements Schedule {
        public Cosine {
            Constants.requireAboveZero("schedule.length", length);
            Constants.requireShare("schedule.floor", floor);
        }

        @Override
        public double factor(double time) {
            return Curve.cosine(1, floor, time / length);
        }
    }

    /**
     * Up to 1 at the peak and down to the end, each along a cosine (Smith and Topin, 2017).
     *
     * @param peak when the learning rate is highest, within the length
     * @param start the factor at first
     * @param end the factor at the end, and from then on
     */
    record OneCycle(double length, double peak, double start, double end) implements Schedule {
        public OneCycle {
            Constants.requireAboveZero("schedule.length", length);
            Constants.requireShare("schedule.start", start);
            Constants.requireShare("schedule.end", end);
            if (!(peak > 0 && peak < length)) {
                throw Constants.invalid("schedule.peak", "a time between 0 and " + length, peak);
            }
        }

        @Override
        public double factor(double time) {
            return time < peak
                    ? Curve.cosine(start, 1, time / peak)
                    : Curve.cosine(1, end, (time - peak) / (length - peak));
        }
    }

    /** A straight line from the start up to 1, and then another schedule, whose time begins there. */
    record Warmup(double length, double start, Schedule then) implements Schedule {
        public Warmup {
            Constants.requireAboveZero("schedule.warmup", length);
            Constants.requireShare("schedule.warmup_start", start);
        }

        @Override
        public double factor(double time) {
            return time < length ? start + (1 - start) * time / length : then.factor(time - length);
        }

        @Override
        public Schedule after(double validationLoss) {
            return new Warmup(length, start, then.after(validationLoss));
        }
    }

    /**
     * Multiplied by gamma whenever the validation loss has not improved for more than {@code patience} losses.
     *
     * @param gamma in [0, 1]
     * @param patience at least 0
     * @param threshold by what part of the best loss a better one must be below it
     * @param cooldown for how many losses after a change none is counted as bad, at least 0
     * @param floor the lowest factor
     * @param seen what came of the losses so far
     */
    record Plateau(double gamma, int patience, double threshold, int cooldown, double floor, Seen seen)
            implements Schedule {

        /**
         * What came of the losses so far.
         *
         * @param best the lowest of them, infinite before the first
         * @param bad how many have been no better since
         * @param resting how many more are not counted
         */
        public record Seen(double factor, double best, int bad, int resting) {
            static final Seen NOTHING = new Seen(1, Double.POSITIVE_INFINITY, 0, 0);
        }

        public Plateau {
            Constants.requireShare("schedule.gamma", gamma);
            Constants.requireAtLeastZero("schedule.patience", patience);
            Constants.requireShare("schedule.threshold", threshold);
            Constants.requireAtLeastZero("schedule.cooldown", cooldown);
            Constants.requireShare("schedule.floor", floor);
        }

        /** Before the first loss. */
        public Plateau(double gamma, int patience, double threshold, int cooldown, double floor) {
            this(gamma, patience, threshold, cooldown, floor, Seen.NOTHING);
        }

        @Override
        public double factor(double time) {
            return seen.factor();
        }

        @Override
        public Plateau after(double validationLoss) {
            boolean better = isBetter(validationLoss);
            double best = better ? validationLoss : seen.best();
            int bad = better || seen.resting() > 0 ? 0 : seen.bad() + 1;
            int resting = Math.max(seen.resting() - 1, 0);
            Seen next = bad > patience
                    ? new Seen(Math.max(seen.factor() * gamma, floor), best, 0, cooldown)
                    : new Seen(seen.factor(), best, bad, resting);
            return new Plateau(gamma, patience, threshold, cooldown, floor, next);
        }

        /** Unlike torch's rule, it asks for a lower loss below 0 too. */
        private boolean isBetter(double loss) {
            double best = seen.best();
            return Double.isInfinite(best) ? loss < best : loss < best - threshold * Math.abs(best);
        }
    }
}
