/**
 * Differentiable computation: a graph of typed operations, the languages that people and proposers write losses and
 * models in, and the engine that trains them on ONNX Runtime.
 */
package io.epochline.compute;
