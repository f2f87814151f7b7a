package io.epochline.compute.onnx.read;

import com.google.protobuf.ByteString;
import io.epochline.compute.ir.Tensor;
import io.epochline.compute.onnx.proto.AttributeProto;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A node of a model. Attributes are asked for by the type that the operator gives them.
 *
 * @param name as the file has it; may be empty
 * @param op such as {@code Conv}
 * @param inputs by name; an empty name is an optional input that is left out
 * @param outputs by name; an empty name is an output that nobody wants
 */
public record OnnxNode(
        String name,
        String op,
        List<String> inputs,
        List<String> outputs,
        Map<String, AttributeProto> attributes,
        Map<String, StoredTensor> tensors) {

    /** What to call it: {@code node '/head/Gemm' (Gemm)}. */
    public String place() {
        return place(name, op, outputs);
    }

    static String place(String name, String op, List<String> outputs) {
        String called = name.isEmpty() ? outputs.isEmpty() ? "" : "that makes " + quoted(outputs.get(0)) : quoted(name);
        return "node " + called + " (" + op + ")";
    }

    /** Whether an input is there. */
    public boolean has(int input) {
        return input < inputs.size() && !inputs.get(input).isEmpty();
    }

    public long integer(String attribute, long otherwise) {
        AttributeProto found = attributes.get(attribute);
        return found == null ? otherwise : found.getI();
    }

    public double real(String attribute, double otherwise) {
        AttributeProto found = attributes.get(attribute);
        return found == null ? otherwise : found.getF();
    }

    public String text(String attribute, String otherwise) {
        AttributeProto found = attributes.get(attribute);
        return found == null ? otherwise : found.getS().toStringUtf8();
    }

    public Optional<List<Long>> integers(String attribute) {
        return Optional.ofNullable(attributes.get(attribute)).map(AttributeProto::getIntsList);
    }

    public Optional<List<Float>> reals(String attribute) {
        return Optional.ofNullable(attributes.get(attribute)).map(AttributeProto::getFloatsList);
    }

    public Optional<List<String>> texts(String attribute) {
        return Optional.ofNullable(attributes.get(attribute)).map(found -> found.getStringsList().stream()
                .map(ByteString::toStringUtf8)
                .toList());
    }

    public Optional<Tensor> tensor(String attribute) {
        return Optional.ofNullable(tensors.get(attribute)).map(StoredTensor::tensor);
    }

    private static String quoted(String name) {
        return "'" + name + "'";
    }
}
