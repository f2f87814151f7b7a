package io.epochline.compute.optim;

import io.epochline.compute.optim.Minimum.Ending;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Minimises smooth functions of not too many variables, with L-BFGS and a line search for the strong Wolfe conditions
 * (Nocedal and Wright, 2006, algorithms 7.4, 7.5, 3.5 and 3.6). For whole batches, since noise in the gradient misleads it.
 *
 * <p>Where a search finds nothing lower, it starts once more from the steepest descent before it gives up.
 *
 * @param memory how many past steps model the curvature, at least 1
 * @param iterations at most, at least 0
 * @param gradientTolerance converged when no element of the gradient is larger, at least 0
 * @param curvature how much of the slope a search may leave, in (1e-4, 1): near 0 it is all but exact
 */
public record Lbfgs(int memory, int iterations, double gradientTolerance, double curvature) {

    /** A pair whose step and change of gradient are this near to a right angle would spoil the model. */
    private static final double LEAST_COSINE = 1e-10;

    private record Pair(double[] step, double[] change, double product) {}

    public Lbfgs {
        Constants.requireAboveZero("lbfgs.memory", memory);
        Constants.requireAtLeastZero("lbfgs.iterations", iterations);
        Constants.requireAtLeastZero("lbfgs.gradient_tolerance", gradientTolerance);
        if (!(curvature > LineSearch.DECREASE && curvature < 1)) {
            throw Constants.invalid("lbfgs.curvature", "a number in (" + LineSearch.DECREASE + ", 1)", curvature);
        }
    }

    /** Ten steps of memory, 1000 iterations, a gradient of 1e-6 and the usual loose search. */
    public Lbfgs() {
        this(10, 1000, 1e-6, 0.9);
    }

    /** @param start {@code f64[n]}, left as it is */
    public Minimum minimize(Objective objective, double... start) {
        LineSearch search = new LineSearch(objective, curvature);
        Point here = search.at(start.clone());
        Deque<Pair> pairs = new ArrayDeque<>();
        int done = 0;
        Ending ending = here.isFinite() ? Ending.ITERATIONS_EXHAUSTED : Ending.NOT_FINITE;
        while (here.isFinite()) {
            if (Vectors.largest(here.gradient()) <= gradientTolerance) {
                ending = Ending.CONVERGED;
                break;
            }
            if (done == iterations) {
                break;
            }
            Point next = search.along(here, direction(here.gradient(), pairs), firstStep(here, pairs));
            if (next == here && pairs.isEmpty()) {
                ending = Ending.LINE_SEARCH_FAILED;
                break;
            }
            if (next == here) {
                pairs.clear();
                continue;
            }
            remember(pairs, here, next);
            here = next;
            done++;
        }
        return new Minimum(ending, here.theta(), here.gradient(), here.value(), done, search.evaluations());
    }

    /** Without a model of the curvature, as far as the variables move by 1 at most. */
    private static double firstStep(Point here, Deque<Pair> pairs) {
        return pairs.isEmpty() ? Math.min(1, 1 / Vectors.largest(here.gradient())) : 1;
    }

    /** The two loops of algorithm 7.4: minus the modelled inverse Hessian times the gradient. */
    private static double[] direction(double[] gradient, Deque<Pair> pairs) {
        double[] q = gradient.clone();
        double[] weights = new double[pairs.size()];
        int i = 0;
        for (Pair pair : pairs) {
            weights[i] = Vectors.dot(pair.step, q) / pair.product;
            Vectors.add(q, -weights[i++], pair.change);
        }
        if (!pairs.isEmpty()) {
            Pair newest = pairs.getFirst();
            Vectors.scale(q, newest.product / Vectors.dot(newest.change, newest.change));
        }
        for (Iterator<Pair> oldestFirst = pairs.descendingIterator(); oldestFirst.hasNext(); ) {
            Pair pair = oldestFirst.next();
            double overshoot = Vectors.dot(pair.change, q) / pair.product;
            Vectors.add(q, weights[--i] - overshoot, pair.step);
        }
        Vectors.scale(q, -1);
        return q;
    }

    private void remember(Deque<Pair> pairs, Point from, Point to) {
        double[] step = Vectors.difference(to.theta(), from.theta());
        double[] change = Vectors.difference(to.gradient(), from.gradient());
        double product = Vectors.dot(step, change);
        if (product <= LEAST_COSINE * Vectors.norm(step) * Vectors.norm(change)) {
            return;
        }
        if (pairs.size() == memory) {
            pairs.removeLast();
        }
        pairs.addFirst(new Pair(step, change, product));
    }
}
