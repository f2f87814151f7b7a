/**
 * Other people's trainers: programs that the operator has listed ({@link io.epochline.trainer.command.Programs}), started
 * without a shell in an environment of their own ({@link io.epochline.trainer.command.ProgramProcess}), and understood by
 * what they print ({@link io.epochline.trainer.command.MetricReader}). See docs/guides/command-jobs.md.
 */
package io.epochline.trainer.command;
