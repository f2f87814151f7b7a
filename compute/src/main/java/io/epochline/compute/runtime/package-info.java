/**
 * ONNX Runtime: {@link io.epochline.compute.runtime.OnnxRuntime} is the one environment of the process, {@link
 * io.epochline.compute.runtime.CompiledGraph} a graph ready to run on buffers, {@link
 * io.epochline.compute.runtime.CompiledScan} one that is repeated. {@link io.epochline.compute.runtime.DeviceChoice} tries
 * devices, and an {@link io.epochline.compute.runtime.Interruption} ends runs.
 */
package io.epochline.compute.runtime;
