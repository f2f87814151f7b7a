package io.epochline.compute.optim;

import io.epochline.compute.ir.Graph;
import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Optimizers to test, named as in golden/optimizers.py, and their steps as graphs. */
final class TestingOptimizers {

    private TestingOptimizers() {}

    static Map<String, Optimizer> all(float... preconditioner) {
        Map<String, Optimizer> all = new LinkedHashMap<>();
        all.put("sgd", new Optimizer.Sgd(0.1, 0));
        all.put("sgd with decay", new Optimizer.Sgd(0.1, 0, false, 0.05));
        all.put("momentum", new Optimizer.Sgd(0.05, 0.9));
        all.put("nesterov with decay", new Optimizer.Sgd(0.05, 0.8, true, 0.1));
        all.put("rmsprop", new Optimizer.RmsProp(0.01));
        all.put("rmsprop with all", new Optimizer.RmsProp(0.02, 0.9, 1e-6, 0.7, true, 0.1));
        all.put("adam", new Optimizer.Adam(0.02));
        all.put("adam with decay", new Optimizer.Adam(0.02, 0.8, 0.95, 1e-4, 0.1));
        all.put("adamw", new Optimizer.AdamW(0.02));
        all.put("adamw with decay", new Optimizer.AdamW(0.05, 0.7, 0.9, 1e-8, 0.3));
        all.put("preconditioned", new Optimizer.Preconditioned(0.1, preconditioner));
        return all;
    }

    /** One step: {@code theta, gradient, moment.i, rate, number} to {@code next, next.i}. */
    static Graph step(Optimizer optimizer, Clipping clipping, int size) {
        GraphBuilder b = new GraphBuilder();
        ValueType type = ValueType.f32(size);
        Value theta = b.input("theta", type);
        Value gradient = b.input("gradient", type);
        List<Value> moments = new ArrayList<>();
        for (int i = 0; i < optimizer.momentCount(); i++) {
            moments.add(b.input("moment." + i, type));
        }
        Value rate = b.input("rate", ValueType.f32());
        Value number = b.input("number", ValueType.f32());
        List<Value> gradients = List.of(gradient);
        Value clipped =
                clipping.apply(b, gradients, Clipping.norm(b, gradients)).getFirst();
        GraphUpdate update = optimizer.update(b, theta, clipped, moments, rate, number);
        b.output("next", update.parameter());
        for (int i = 0; i < moments.size(); i++) {
            b.output("next." + i, update.moments().get(i));
        }
        return b.build();
    }
}
