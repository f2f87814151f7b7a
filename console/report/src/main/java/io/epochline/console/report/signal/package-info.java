/**
 * Signals: named series with a unit and, where it is known, the truth, derived from the artifacts of a run. Plots and
 * exports read signals and nothing else.
 *
 * <p>A {@link io.epochline.console.report.signal.RunFolder} is where a run's artifacts lie,
 * {@link io.epochline.console.report.signal.RunSignals} is what can be derived from them, and
 * {@link io.epochline.console.report.signal.SignalsFile} is the form in which signals are kept.
 */
package io.epochline.console.report.signal;
