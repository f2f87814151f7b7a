package io.epochline.compute.onnx.read;

/**
 * How much of a file from a stranger is read.
 *
 * @param bytes of the whole file
 * @param fields of all its messages together, which bounds the memory that reading takes
 * @param nesting of graphs and attributes in one another
 * @param nodes of the graph
 * @param elements of one tensor
 */
public record Limits(long bytes, long fields, int nesting, int nodes, long elements) {

    public static final Limits DEFAULT = new Limits(1L << 29, 4_000_000, 32, 20_000, 1L << 27);
}
