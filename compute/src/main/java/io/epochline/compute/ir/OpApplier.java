package io.epochline.compute.ir;

/** What the op interfaces of {@link GraphBuilder} stand on. */
sealed interface OpApplier permits ElementwiseOps, LayoutOps, NeuralOps {

    /**
     * The value of an op on values.
     *
     * @throws TypeException if their types do not fit the op
     */
    Value apply(Op op, Value... inputs);

    Value constant(Tensor value);

    /** A scalar constant of the dtype of {@code like}. */
    Value scalar(double value, Value like);
}
