/**
 * Reads what a training run left behind, says what it shows, and proposes what to try next.
 *
 * <p>A log goes through {@code log} (text to curves), {@code metrics} (curves to numbers), {@code diagnosis} (numbers to
 * symptoms) and {@code proposal} (symptoms to losses and models that run); {@link io.epochline.analyzer.LogAnalyzer} is
 * that whole way in one call. Epochline's own runs enter at {@code metrics}.
 */
package io.epochline.analyzer;
