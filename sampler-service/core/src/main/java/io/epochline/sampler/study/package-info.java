/**
 * Hyperparameter studies: a space, a sampler that suggests values from the trials so far, and the life of a study as a
 * function of the events of one experiment.
 */
package io.epochline.sampler.study;
