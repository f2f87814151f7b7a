/**
 * The {@code epochline} command line: one class per command, results on standard output, logs on standard error, and one
 * place ({@code Faults}) that turns what went wrong into a message and an exit code.
 */
package io.epochline.console.cli;
