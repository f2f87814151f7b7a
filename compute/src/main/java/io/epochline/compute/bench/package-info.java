/**
 * How fast training is here: {@link io.epochline.compute.bench.BenchCase} says on what, {@link
 * io.epochline.compute.bench.TrainingBench} times it. {@link io.epochline.compute.bench.CurvatureBench} measures what
 * estimates of curvature are worth.
 */
package io.epochline.compute.bench;
