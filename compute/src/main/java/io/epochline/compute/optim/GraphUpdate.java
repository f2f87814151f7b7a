package io.epochline.compute.optim;

import io.epochline.compute.ir.Value;
import java.util.List;

/**
 * What one step makes of a tensor of parameters, as values of a graph.
 *
 * @param parameter the parameter after the step, of its type
 * @param moments the moments after the step, in the order in which they were given
 */
public record GraphUpdate(Value parameter, List<Value> moments) {

    public GraphUpdate {
        moments = List.copyOf(moments);
    }
}
