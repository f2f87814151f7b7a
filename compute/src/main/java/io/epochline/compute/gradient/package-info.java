/**
 * Reverse-mode differentiation: gradients are appended to the graph from the same ops, so they can be differentiated
 * again.
 */
package io.epochline.compute.gradient;
