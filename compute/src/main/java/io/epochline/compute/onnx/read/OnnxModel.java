package io.epochline.compute.onnx.read;

import java.util.List;
import java.util.Map;

/**
 * A model that was read, of the standard operators alone.
 *
 * @param inputs what is fed; initializers are not among them
 * @param initializers the tensors that the file stores, by name, in its order
 * @param nodes each after those that make what it takes
 */
public record OnnxModel(
        int opset,
        String producer,
        List<OnnxValue> inputs,
        List<OnnxValue> outputs,
        Map<String, StoredTensor> initializers,
        List<OnnxNode> nodes) {}
