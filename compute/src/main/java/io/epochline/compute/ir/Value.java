package io.epochline.compute.ir;

/** The result of a node: its number in the graph, and its type. */
public record Value(int id, ValueType type) {

    public Shape shape() {
        return type.shape();
    }

    public DType dtype() {
        return type.dtype();
    }

    public int rank() {
        return type.shape().rank();
    }

    @Override
    public String toString() {
        return "%" + id + ": " + type;
    }
}
