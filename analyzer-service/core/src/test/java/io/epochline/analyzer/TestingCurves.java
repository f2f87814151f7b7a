package io.epochline.analyzer;

import io.epochline.artifacts.curve.Curves;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Curves made by formula, over epochs 1, 2, …. */
public final class TestingCurves {

    private TestingCurves() {}

    public static Curves of(int epochs, IntToDoubleFunction train, IntToDoubleFunction validation) {
        int[] epoch = IntStream.rangeClosed(1, epochs).toArray();
        return Curves.ofLosses(
                Arrays.stream(epoch).asDoubleStream().toArray(),
                Arrays.stream(epoch).mapToDouble(train).toArray(),
                Arrays.stream(epoch).mapToDouble(validation).toArray());
    }

    public static Curves losses(double[] train, double[] validation) {
        return of(train.length, epoch -> train[epoch - 1], epoch -> validation[epoch - 1]);
    }

    /** Both losses fall towards a floor, and validation stays 3 % above training. */
    public static Curves healthy() {
        return of(20, epoch -> fall(epoch), epoch -> 1.03 * fall(epoch));
    }

    private static double fall(int epoch) {
        return 0.1 + 0.9 * Math.exp(-0.25 * (epoch - 1));
    }
}
