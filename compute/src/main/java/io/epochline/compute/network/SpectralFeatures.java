package io.epochline.compute.network;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.ir.Value;
import io.epochline.compute.ir.ValueType;
import java.util.function.DoubleUnaryOperator;

/**
 * {@code f32[channels, height, width] -> f32[channels, 2·keep - 1, keep]}: how strong each low frequency is in each
 * channel, whatever its phase. Of the two-dimensional discrete Fourier transform F it keeps the frequencies from {@code
 * -keep + 1} to {@code keep - 1} down and from 0 to {@code keep - 1} across (the others mirror them), as {@code log(1 +
 * |F|²/(height·width))}. The transform is two products with fixed matrices.
 */
record SpectralFeatures(int keep) implements Layer {
    static SpectralFeatures read(Fields fields) {
        return new SpectralFeatures(fields.whole("keep", 1, 8));
    }

    @Override
    public String kind() {
        return "spectral_features";
    }

    @Override
    public Value apply(Scope at, Value x) {
        at.needsImage(x);
        int height = x.shape().dim(2);
        int width = x.shape().dim(3);
        if (2 * keep - 1 > height || keep > width / 2 + 1) {
            String message = "keeps frequencies up to %d, which %s does not have".formatted(keep - 1, Scope.example(x));
            throw NetworkException.misfit(
                    at.path(), message + ". Maybe keep: " + Math.min((height + 1) / 2, width / 2 + 1));
        }
        GraphBuilder g = at.g();
        Value cosAcross = g.matmul(x, across(g, x, Math::cos));
        Value sinAcross = g.matmul(x, across(g, x, Math::sin));
        Value cosDown = down(g, x, Math::cos);
        Value sinDown = down(g, x, Math::sin);
        Value real = g.subtract(down(g, cosDown, cosAcross), down(g, sinDown, sinAcross));
        Value imaginary = g.add(down(g, cosDown, sinAcross), down(g, sinDown, cosAcross));
        Value power = g.divide(g.add(g.square(real), g.square(imaginary)), (double) height * width);
        Value features = g.log(g.add(power, 1));
        return g.reshape(features, x.shape().with(2, 2 * keep - 1).with(3, keep));
    }

    /** {@code f32[width, keep]}. */
    private Value across(GraphBuilder g, Value x, DoubleUnaryOperator wave) {
        int width = x.shape().dim(3);
        double[] values = new double[width * keep];
        for (int i = 0; i < values.length; i++) {
            values[i] = wave.applyAsDouble(2 * Math.PI * (i / keep) * (i % keep) / width);
        }
        return g.constant(new Tensor(new ValueType(x.dtype(), Shape.of(width, keep)), values));
    }

    /** {@code f32[2·keep - 1, height]}. */
    private Value down(GraphBuilder g, Value x, DoubleUnaryOperator wave) {
        int height = x.shape().dim(2);
        double[] values = new double[(2 * keep - 1) * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = wave.applyAsDouble(2 * Math.PI * (i / height - keep + 1) * (i % height) / height);
        }
        return g.constant(new Tensor(new ValueType(x.dtype(), Shape.of(2 * keep - 1, height)), values));
    }

    private Value down(GraphBuilder g, Value waves, Value rows) {
        return g.matmul(waves, g.reshape(rows, -1, rows.shape().dim(2), keep));
    }
}
