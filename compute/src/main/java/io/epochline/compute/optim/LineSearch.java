package io.epochline.compute.optim;

/**
 * A search for the strong Wolfe conditions: a value low enough and a slope flat enough (Nocedal and Wright, 2006,
 * algorithms 3.5 and 3.6). A value that is not finite counts as too high, so a step out of the domain is taken back.
 */
final class LineSearch {

    /** How much of the decrease that the slope promises a step must bring. */
    static final double DECREASE = 1e-4;

    private static final int MOST_EVALUATIONS = 40;
    private static final double MARGIN = 0.1;

    /** A step along the direction. */
    private record Trial(double step, Point point, double slope) {
        double value() {
            return point.value();
        }
    }

    private final Objective objective;
    private final double curvature;
    private int evaluations;
    private double[] direction;
    private Trial origin;

    LineSearch(Objective objective, double curvature) {
        this.objective = objective;
        this.curvature = curvature;
    }

    int evaluations() {
        return evaluations;
    }

    Point at(double[] theta) {
        evaluations++;
        double[] gradient = new double[theta.length];
        double value = objective.evaluate(theta, gradient);
        return new Point(theta, value, gradient);
    }

    /**
     * A better point along a direction: one that fulfils both conditions, or else the lowest that has come down enough, or
     * else {@code from} itself.
     */
    Point along(Point from, double[] direction, double firstStep) {
        this.direction = direction;
        origin = new Trial(0, from, Vectors.dot(from.gradient(), direction));
        if (!(origin.slope < 0)) {
            return from;
        }
        int last = evaluations + MOST_EVALUATIONS;
        Trial before = origin;
        Trial now = trial(firstStep);
        while (evaluations < last) {
            if (isTooHigh(now) || now.value() >= before.value() && before != origin) {
                return zoom(before, now, last);
            }
            if (isFlat(now)) {
                return now.point;
            }
            if (now.slope >= 0) {
                return zoom(now, before, last);
            }
            before = now;
            now = trial(2 * now.step);
        }
        return before.point;
    }

    /** Narrows an interval that holds a good step; {@code low} is the better end. */
    private Point zoom(Trial low, Trial high, int last) {
        while (evaluations < last && low.step != high.step) {
            Trial now = trial(between(low, high));
            if (isTooHigh(now) || now.value() >= low.value()) {
                high = now;
                continue;
            }
            if (isFlat(now)) {
                return now.point;
            }
            if (now.slope * (high.step - low.step) >= 0) {
                high = low;
            }
            low = now;
        }
        return low.point;
    }

    /** The minimum of the cubic through both ends and their slopes (3.59), held away from the ends; else the middle. */
    private static double between(Trial low, Trial high) {
        double width = high.step - low.step;
        double middle = low.step + width / 2;
        double d1 = low.slope + high.slope - 3 * (low.value() - high.value()) / (low.step - high.step);
        double d2 = Math.signum(width) * Math.sqrt(d1 * d1 - low.slope * high.slope);
        double step = high.step - width * (high.slope + d2 - d1) / (high.slope - low.slope + 2 * d2);
        if (!Double.isFinite(step)) {
            return middle;
        }
        double near = low.step + MARGIN * width;
        double far = high.step - MARGIN * width;
        return Math.clamp(step, Math.min(near, far), Math.max(near, far));
    }

    private boolean isTooHigh(Trial trial) {
        return !trial.point.isFinite() || trial.value() > origin.value() + DECREASE * trial.step * origin.slope;
    }

    private boolean isFlat(Trial trial) {
        return Math.abs(trial.slope) <= -curvature * origin.slope;
    }

    private Trial trial(double step) {
        double[] theta = origin.point.theta().clone();
        Vectors.add(theta, step, direction);
        Point point = at(theta);
        return new Trial(step, point, Vectors.dot(point.gradient(), direction));
    }
}
