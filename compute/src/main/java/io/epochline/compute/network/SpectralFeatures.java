package io.epochline.compute.network;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.MatrixOps.Spectrum;
import io.epochline.compute.ir.Value;

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
        Spectrum across = g.fourier(x, 3, 0, keep);
        Spectrum ofReal = g.fourier(across.real(), 2, 1 - keep, keep);
        Spectrum ofImaginary = g.fourier(across.imaginary(), 2, 1 - keep, keep);
        Value real = g.subtract(ofReal.real(), ofImaginary.imaginary());
        Value imaginary = g.add(ofReal.imaginary(), ofImaginary.real());
        Value power = g.divide(g.add(g.square(real), g.square(imaginary)), (double) height * width);
        return g.log(g.add(power, 1));
    }
}
