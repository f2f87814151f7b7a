/**
 * ONNX files: {@link io.epochline.compute.onnx.OnnxWriter} writes a graph as a {@code ModelProto} of opset 21 and IR
 * version 10. The messages come from {@code onnx.proto} beside the sources.
 */
package io.epochline.compute.onnx;
