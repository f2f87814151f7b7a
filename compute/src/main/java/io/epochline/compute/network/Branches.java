package io.epochline.compute.network;

import io.epochline.compute.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** Several ways through the network side by side, all from x, whose results are joined along their first axis. */
record Branches(List<List<Layer>> branches) implements Layer {
    static Branches read(Fields fields) {
        return new Branches(fields.branches("branches"));
    }

    @Override
    public String kind() {
        return "branches";
    }

    @Override
    public Value apply(Scope at, Value x) {
        List<Value> results = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            Value result = at.branch(i).sequence(branches.get(i), x);
            if (i > 0
                    && !result.shape().with(1, 1).equals(results.get(0).shape().with(1, 1))) {
                String message = "joins branches that differ in their first axis only, got %s and %s"
                        .formatted(Scope.example(results.get(0)), Scope.example(result));
                throw NetworkException.misfit(at.path(), message + ". Maybe flatten at the end of each");
            }
            results.add(result);
        }
        return at.g().concat(1, results.toArray(Value[]::new));
    }
}
