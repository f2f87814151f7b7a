package io.epochline.compute.loss;

/** The type of a term. */
enum Kind {
    /** Known when the text is read; the only kind that a block's settings take. */
    NUMBER("a number"),
    /** One value per batch, such as {@code mse}. */
    SCALAR("a scalar"),
    /** {@code f32[rows, length]}: a value for each position of each row. */
    TENSOR("a tensor");

    private final String described;

    Kind(String described) {
        this.described = described;
    }

    @Override
    public String toString() {
        return described;
    }
}
