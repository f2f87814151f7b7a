package io.epochline.compute.optim;

import io.epochline.compute.ir.DType;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The graph form of each optimizer: the arithmetic of its {@link Updater}, in the same order. The corrections of Adam's
 * biases are scalars in f64, since in f32 {@code 1 - beta^t} loses the digits that beta shares with 1.
 */
record GraphStep(GraphBuilder b, Value theta, List<Value> moments, Value learningRate, Value number) {

    GraphUpdate take(Optimizer optimizer, Value gradient) {
        return switch (optimizer) {
            case Optimizer.Sgd sgd -> descend(sgd, decayed(gradient, sgd.weightDecay()));
            case Optimizer.RmsProp rms -> rmsProp(rms, decayed(gradient, rms.weightDecay()));
            case Optimizer.Adam(var lr, var beta1, var beta2, var epsilon, var decay) ->
                adam(beta1, beta2, epsilon, decayed(gradient, decay), theta);
            case Optimizer.AdamW(var lr, var beta1, var beta2, var epsilon, var decay) -> {
                Value shrunk = b.subtract(theta, b.multiply(theta, b.multiply(learningRate, decay)));
                yield adam(beta1, beta2, epsilon, gradient, shrunk);
            }
            case Optimizer.Preconditioned op -> {
                Value step = b.multiply(b.multiply(moments.get(0), learningRate), gradient);
                yield new GraphUpdate(b.subtract(theta, step), moments);
            }
        };
    }

    private GraphUpdate descend(Optimizer.Sgd sgd, Value gradient) {
        if (sgd.momentum() == 0) {
            return along(gradient, List.of());
        }
        Value velocity = accumulated(moments.get(0), sgd.momentum(), gradient);
        return along(sgd.nesterov() ? accumulated(velocity, sgd.momentum(), gradient) : velocity, List.of(velocity));
    }

    private GraphUpdate rmsProp(Optimizer.RmsProp rms, Value gradient) {
        List<Value> next = new ArrayList<>();
        Value square = averaged(moments.get(0), rms.alpha(), gradient, gradient);
        next.add(square);
        if (rms.centered()) {
            Value mean = averaged(moments.get(1), rms.alpha(), gradient);
            next.add(mean);
            square = b.maximum(b.subtract(square, b.square(mean)), 0);
        }
        Value direction = b.divide(gradient, b.add(b.sqrt(square), rms.epsilon()));
        if (rms.momentum() != 0) {
            direction = accumulated(moments.getLast(), rms.momentum(), direction);
            next.add(direction);
        }
        return along(direction, next);
    }

    private GraphUpdate adam(double beta1, double beta2, double epsilon, Value gradient, Value from) {
        Value correction1 = correction(beta1);
        Value correction2 = b.sqrt(correction(beta2));
        Value rate = b.divide(b.multiply(b.cast(learningRate, DType.F64), correction2), correction1);
        Value first = averaged(moments.get(0), beta1, gradient);
        Value second = averaged(moments.get(1), beta2, gradient, gradient);
        Value root = b.add(b.sqrt(second), b.cast(b.multiply(correction2, epsilon), DType.F32));
        Value step = b.divide(b.multiply(first, b.cast(rate, DType.F32)), root);
        return new GraphUpdate(b.subtract(from, step), List.of(first, second));
    }

    /** {@code 1 - beta^number}, {@code f64[]}. */
    private Value correction(double beta) {
        Value t = b.cast(number, DType.F64);
        return b.subtract(b.scalar(1, t), b.pow(b.scalar(beta, t), t));
    }

    private GraphUpdate along(Value direction, List<Value> next) {
        return new GraphUpdate(b.subtract(theta, b.multiply(direction, learningRate)), next);
    }

    private Value decayed(Value gradient, double decay) {
        return decay == 0 ? gradient : b.add(gradient, b.multiply(theta, decay));
    }

    /** {@code keep old + value}. */
    private Value accumulated(Value old, double keep, Value value) {
        return b.add(b.multiply(old, keep), value);
    }

    /** {@code keep old + (1 - keep) factors[0] factors[1] ...}. */
    private Value averaged(Value old, double keep, Value... factors) {
        Value term = b.multiply(factors[0], 1 - keep);
        for (int i = 1; i < factors.length; i++) {
            term = b.multiply(term, factors[i]);
        }
        return b.add(b.multiply(old, keep), term);
    }
}
