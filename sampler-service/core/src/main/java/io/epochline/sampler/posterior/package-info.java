/**
 * Posteriors: log densities as graphs on ONNX Runtime, random-walk Metropolis over several chains at once, and the
 * diagnostics that say whether to believe the draws.
 */
package io.epochline.sampler.posterior;
