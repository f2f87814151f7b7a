/**
 * ONNX Runtime: {@link io.epochline.compute.runtime.OnnxRuntime} is the one environment of the process, {@link
 * io.epochline.compute.runtime.CompiledGraph} a graph ready to run on buffers.
 */
package io.epochline.compute.runtime;
