/** Draws hyperparameters for studies and positions for posteriors. */
package io.epochline.sampler;
