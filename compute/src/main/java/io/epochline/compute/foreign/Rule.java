package io.epochline.compute.foreign;

import io.epochline.compute.ir.Value;
import java.util.List;
import java.util.function.Function;

/** How an ONNX operator is written in ops of the graph. */
@FunctionalInterface
interface Rule {

    /**
     * The outputs of a node, at least as many of the first as anybody wants.
     *
     * @throws Unimportable if the node asks for a form of the operator that there is not
     */
    List<Value> build(Call call);

    static Rule one(Function<Call, Value> rule) {
        return call -> List.of(rule.apply(call));
    }
}
