/**
 * Trains runs with a known fault, and healthy ones, and holds the analyzer's answers against what was done to them. {@link
 * io.epochline.console.cli.diagnosis.DiagnosisBench} is the way in; the runs are listed in {@code planted.yaml}.
 */
package io.epochline.console.cli.diagnosis;
