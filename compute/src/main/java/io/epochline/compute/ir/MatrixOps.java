package io.epochline.compute.ir;

import java.util.Arrays;

/** Products of matrices, and what fixed matrices do. */
public sealed interface MatrixOps extends LayoutOps, FunctionOps permits ResamplingOps {

    /** The two parts of a discrete Fourier transform, one number a frequency each. */
    record Spectrum(Value real, Value imaginary) {}

    /** {@code [..., n, k] x [..., k, m] -> [..., n, m]}; leading axes broadcast. */
    default Value matmul(Value a, Value b) {
        boolean sharedMatrix =
                a.rank() > 2 && b.rank() == 2 && a.shape().dim(-1) == b.shape().dim(0);
        if (!sharedMatrix) {
            return apply(new Op.MatMul(), a, b);
        }
        // One product of tall matrices is far cheaper to differentiate than a batch of small ones.
        int inner = a.shape().dim(-1);
        Shape rows = Shape.of(a.shape().with(-1, 1).size(), inner);
        Value product = apply(new Op.MatMul(), apply(new Op.Reshape(rows), a), b);
        return apply(new Op.Reshape(a.shape().with(-1, b.shape().dim(1))), product);
    }

    /**
     * The same matrix applied to each line along an axis: {@code [..., n, ...] -> [..., m, ...]}.
     *
     * @param matrix {@code [n, m]}: column j says how much of each element goes into element j of the result
     */
    default Value mapAxis(Value x, int axis, Value matrix) {
        int mapped = x.shape().axis(axis);
        if (matrix.rank() != 2 || matrix.shape().dim(0) != x.shape().dim(mapped)) {
            String expected = "a matrix [" + x.shape().dim(mapped) + ", m] for axis " + axis + " of " + x.type();
            throw TypeException.of("map_axis", expected, matrix.type());
        }
        if (mapped == x.rank() - 1) {
            return x.rank() == 1 ? reshape(matmul(unsqueeze(x, 0), matrix), -1) : matmul(x, matrix);
        }
        int inner = x.shape().dropFirst(mapped + 1).size();
        int outer = new Shape(x.shape().dims().subList(0, mapped)).size();
        Value lines = reshape(x, outer, x.shape().dim(mapped), inner);
        Value moved = matmul(transposeMatrix(matrix), lines);
        return reshape(moved, x.shape().with(mapped, matrix.shape().dim(1)));
    }

    /**
     * The sum of products that a formula names (Einstein's convention, as in numpy): {@code einsum("bhid,bhjd->bhij", q,
     * k)}. Each letter is an axis; those not on the right of the arrow are summed over; {@code ...} stands for any
     * further axes, which broadcast. Without an arrow the result has the letters that occur once, in their order in the
     * alphabet. It is written as transposes, reshapes and one matrix product for each operand after the first.
     *
     * @throws TypeException if the formula does not fit, or a letter occurs twice in one operand
     */
    default Value einsum(String formula, Value... operands) {
        return new Einsum((GraphBuilder) this, formula, Arrays.asList(operands)).result();
    }

    /**
     * {@code X_k = sum_n x_n exp(-2 pi i k n / length)} along an axis for each k from {@code first} to {@code end - 1},
     * which may be below 0, by products with fixed matrices of cosines and sines. That is more work than a fast transform,
     * yet little beside the layers of a network up to a few hundred numbers, and differentiable as it stands.
     */
    default Spectrum fourier(Value x, int axis, int first, int end) {
        int length = x.shape().dim(axis);
        Value cosines = constant(Matrices.waves(x.dtype(), length, first, end, Math::cos));
        Value sines = constant(Matrices.waves(x.dtype(), length, first, end, angle -> -Math.sin(angle)));
        return new Spectrum(mapAxis(x, axis, cosines), mapAxis(x, axis, sines));
    }

    /** {@link #fourier} at the frequencies 0 to {@code length/2}, of which the others are mirror images. */
    default Spectrum realFourier(Value x, int axis) {
        return fourier(x, axis, 0, x.shape().dim(axis) / 2 + 1);
    }

    /** The squared magnitude of {@link #realFourier}. */
    default Value powerSpectrum(Value x, int axis) {
        Spectrum spectrum = realFourier(x, axis);
        return add(square(spectrum.real()), square(spectrum.imaginary()));
    }
}
