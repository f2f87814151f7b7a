/**
 * What each op means, in plain Java and float64. Slow, and the measure for everything fast: gradients are checked
 * against finite differences here, and ONNX Runtime against these values.
 */
package io.epochline.compute.reference;
