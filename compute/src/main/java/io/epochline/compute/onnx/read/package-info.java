/**
 * Reads ONNX models that others wrote. Nothing in a file is trusted: {@link io.epochline.compute.onnx.read.Limits} bound
 * what is read, and a model that is returned is sound: every name is made before it is used, and only once.
 */
package io.epochline.compute.onnx.read;
