/**
 * How fast training is here: {@link io.epochline.compute.bench.BenchCase} says on what, {@link
 * io.epochline.compute.bench.TrainingBench} times it.
 */
package io.epochline.compute.bench;
