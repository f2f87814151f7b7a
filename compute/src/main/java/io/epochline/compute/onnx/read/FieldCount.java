package io.epochline.compute.onnx.read;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Goes over a file without building anything of it. An empty message takes two bytes in a file and a hundred in memory, so
 * the number of fields is bounded before a parser sees them.
 */
final class FieldCount {

    /** The messages that hold others many times, by the numbers of their fields. */
    private enum Message {
        MODEL,
        GRAPH,
        NODE,
        ATTRIBUTE,
        VALUE,
        TYPE,
        TENSOR_TYPE,
        FLAT;

        /** What a field holds; null for a number or text. */
        Message of(int field) {
            return switch (this) {
                case MODEL -> field == 7 ? GRAPH : field == 8 || field == 20 || field == 25 ? FLAT : null;
                case GRAPH ->
                    field == 1 ? NODE : field == 5 || field == 15 ? FLAT : field == 11 || field == 12 ? VALUE : null;
                case NODE -> field == 5 ? ATTRIBUTE : null;
                case ATTRIBUTE -> field == 6 || field == 11 ? GRAPH : field == 5 ? FLAT : null;
                case VALUE -> field == 2 ? TYPE : null;
                case TYPE -> field == 1 ? TENSOR_TYPE : null;
                case TENSOR_TYPE -> field == 2 ? FLAT : null;
                case FLAT -> null;
            };
        }
    }

    private final CodedInputStream in;
    private final Limits limits;
    private long fields;

    private FieldCount(byte[] bytes, Limits limits) {
        this.in = CodedInputStream.newInstance(bytes);
        this.limits = limits;
    }

    /**
     * @throws OnnxException if there are more fields, or more messages within one another, than the limits allow
     * @throws IOException if these are no messages
     */
    static void check(byte[] bytes, Limits limits) throws IOException {
        new FieldCount(bytes, limits).walk(Message.MODEL, 0);
    }

    private void walk(Message message, int depth) throws IOException {
        if (depth > limits.nesting()) {
            throw OnnxException.tooLarge("messages within one another", limits.nesting(), "more");
        }
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (++fields > limits.fields()) {
                throw OnnxException.tooLarge("fields", limits.fields(), "more");
            }
            Message inner = message.of(WireFormat.getTagFieldNumber(tag));
            if (inner != null && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                int outer = in.pushLimit(in.readRawVarint32());
                walk(inner, depth + 1);
                in.popLimit(outer);
            } else {
                in.skipField(tag);
            }
        }
    }
}
