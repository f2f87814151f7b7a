package io.epochline.sampler.study;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import io.epochline.events.spec.ParameterRange;
import java.util.random.RandomGenerator;

/**
 * A numeric range as an interval in which uniform means what the range says: logarithms where the range is on a log
 * scale, and half a unit beyond each end for whole numbers, so that the ends are as likely as the rest.
 *
 * @param low and {@code high} of the interval, in its own coordinates
 * @param least and {@code most} of the values themselves
 */
record NumericScale(double low, double high, boolean log, boolean whole, double least, double most) {

    static NumericScale of(ParameterRange.Real range) {
        return new NumericScale(
                range.log() ? Math.log(range.low()) : range.low(),
                range.log() ? Math.log(range.high()) : range.high(),
                range.log(),
                false,
                range.low(),
                range.high());
    }

    static NumericScale of(ParameterRange.Int range) {
        double from = range.low() - 0.5;
        double to = range.high() + 0.5;
        return new NumericScale(
                range.log() ? Math.log(from) : from,
                range.log() ? Math.log(to) : to,
                range.log(),
                true,
                range.low(),
                range.high());
    }

    /** The coordinate of a value; outside the interval where the value is outside the range. */
    double coordinate(JsonNode value) {
        double number = value.asDouble();
        return log ? Math.log(number) : number;
    }

    /** The value at a coordinate, held within the range. */
    JsonNode value(double coordinate) {
        double number = Math.clamp(log ? Math.exp(coordinate) : coordinate, least, most);
        return whole ? LongNode.valueOf(Math.round(number)) : DoubleNode.valueOf(number);
    }

    JsonNode uniform(RandomGenerator random) {
        return value(low + random.nextDouble() * (high - low));
    }
}
