package io.epochline.compute.ir;

import java.util.List;

/** An op applied to values, and the value it makes. */
public record Node(Op op, List<Value> inputs, Value output) {

    public Node {
        inputs = List.copyOf(inputs);
    }

    public Value input(int index) {
        return inputs.get(index);
    }
}
