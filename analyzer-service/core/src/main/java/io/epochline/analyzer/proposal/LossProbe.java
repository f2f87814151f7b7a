package io.epochline.analyzer.proposal;

import io.epochline.compute.ComputeException;
import io.epochline.compute.gradient.Gradients;
import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import io.epochline.compute.loss.Loss;
import io.epochline.compute.reference.Interpreter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tries losses on a few predictions before anybody trains on them: a loss must build, be finite with a finite gradient,
 * get smaller along it, be lowest where the prediction says the target, and push otherwise than those accepted before.
 */
final class LossProbe {

    /** The cosine of two gradients above which two losses train alike. */
    static final double ALIKE = 0.999;

    /** Lengths of a step along the normalised gradient, of which one must go down. */
    private static final double[] STEPS = {1e-1, 1e-2, 1e-3, 1e-4, 1e-5};

    private final ProbeBatch batch;
    private final List<double[]> accepted = new ArrayList<>();

    LossProbe(ProbeBatch batch) {
        this.batch = batch;
    }

    private record Question(String loss, ProbeBatch.Kind kind) {}

    /**
     * @param fault why the loss is refused; null where it is not
     * @param directions of its gradients on the wrong predictions, each of length 1
     */
    private record Verdict(String fault, double[] directions) {

        static Verdict refused(String fault) {
            return new Verdict(fault, new double[0]);
        }
    }

    private static final Recent<Question, Verdict> VERDICTS = new Recent<>(2000);

    /** Why a loss is refused; empty where it is accepted, and from then on others must differ from it. */
    Optional<String> refuse(Loss loss) {
        Verdict verdict = VERDICTS.of(new Question(loss.canonical(), batch.kind()), () -> judge(loss));
        if (verdict.fault() != null) {
            return Optional.of(verdict.fault());
        }
        for (double[] other : accepted) {
            if (cosine(verdict.directions(), other) > ALIKE) {
                return Optional.of("its gradient is that of another loss");
            }
        }
        accepted.add(verdict.directions());
        return Optional.empty();
    }

    private Verdict judge(Loss loss) {
        try {
            Graph values = graph(loss, false);
            Graph gradients = graph(loss, true);
            double best = value(values, batch.right());
            double[] directions = {};
            for (Tensor prediction : batch.wrong()) {
                Map<String, Tensor> found = evaluate(gradients, prediction);
                double value = found.get("loss").item();
                double[] gradient = found.get("gradient").values();
                if (!Double.isFinite(value) || !finite(gradient)) {
                    return Verdict.refused("its value or gradient is not finite");
                }
                if (value < best - batch.slack() * (1 + Math.abs(best))) {
                    return Verdict.refused("it is lower away from the target than at it");
                }
                directions = joined(directions, unit(gradient));
            }
            if (batch.dull().stream().anyMatch(prediction -> value(values, prediction) < best)) {
                return Verdict.refused("it is lower away from the target than at it");
            }
            double[] last = Arrays.copyOfRange(
                    directions, directions.length - batch.right().values().length, directions.length);
            return falls(values, last)
                    ? new Verdict(null, directions)
                    : Verdict.refused("a step along its gradient does not make it smaller");
        } catch (ComputeException e) {
            return Verdict.refused(e.getMessage());
        }
    }

    private Graph graph(Loss loss, boolean withGradient) {
        GraphBuilder g = new GraphBuilder();
        Value prediction = g.parameter("prediction", ValueType.f32(batch.right().shape()));
        Value value = loss.apply(
                g, prediction, g.input("target", ValueType.f32(batch.target().shape())));
        g.output("loss", value);
        if (withGradient) {
            g.output("gradient", Gradients.of(g, value, List.of(prediction)).getFirst());
        }
        return g.build();
    }

    private Map<String, Tensor> evaluate(Graph graph, Tensor prediction) {
        return Interpreter.run(graph, Map.of("prediction", prediction, "target", batch.target()));
    }

    private double value(Graph graph, Tensor prediction) {
        return evaluate(graph, prediction).get("loss").item();
    }

    private boolean falls(Graph values, double[] direction) {
        Tensor prediction = batch.wrong().getLast();
        double before = value(values, prediction);
        for (double step : STEPS) {
            double[] moved = prediction.values().clone();
            for (int i = 0; i < moved.length; i++) {
                moved[i] -= step * direction[i];
            }
            if (value(values, Tensor.of(prediction.shape(), moved)) < before) {
                return true;
            }
        }
        return false;
    }

    /** All probes count alike: losses that differ for small errors only do differ. */
    private static double[] unit(double[] gradient) {
        double norm = Math.sqrt(dot(gradient, gradient));
        double[] unit = gradient.clone();
        for (int i = 0; i < unit.length && norm > 0; i++) {
            unit[i] /= norm;
        }
        return unit;
    }

    private static double[] joined(double[] a, double[] b) {
        double[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static boolean finite(double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private static double cosine(double[] a, double[] b) {
        return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
