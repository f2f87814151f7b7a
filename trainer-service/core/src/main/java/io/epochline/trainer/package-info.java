/**
 * Runs training jobs: {@link io.epochline.trainer.JobCheck} says whether a job can run, {@link
 * io.epochline.trainer.Trainer} runs it once in effect however often it is delivered, {@link
 * io.epochline.trainer.EventSink} hears what happens. Artifacts go to the object store, laid out by {@link
 * io.epochline.artifacts.layout.RunLayout}.
 */
package io.epochline.trainer;
