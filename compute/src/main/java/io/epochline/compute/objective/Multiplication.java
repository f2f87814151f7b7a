package io.epochline.compute.objective;

import io.epochline.compute.curvature.LinearOperator;
import io.epochline.compute.runtime.Binding;
import io.epochline.compute.runtime.Interruption;
import java.nio.FloatBuffer;

/** The product with a matrix that a compiled graph stands for. */
record Multiplication(Binding binding, Interruption interruption, FloatBuffer vector, FloatBuffer result)
        implements LinearOperator {

    @Override
    public double[] apply(double... factor) {
        for (int i = 0; i < factor.length; i++) {
            vector.put(i, (float) factor[i]);
        }
        binding.run(interruption);
        double[] product = new double[result.capacity()];
        for (int i = 0; i < product.length; i++) {
            product[i] = result.get(i);
        }
        return product;
    }
}
