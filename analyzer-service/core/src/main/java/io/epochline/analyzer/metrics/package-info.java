/**
 * What the curves of a run say in numbers.
 *
 * <p>{@link io.epochline.artifacts.curve.Curves} hold a training and a validation series of one quantity, from a log or
 * from Epochline's own trace; {@link io.epochline.analyzer.metrics.Metrics} holds every definition and threshold.
 */
package io.epochline.analyzer.metrics;
