/**
 * From curves and residuals to symptoms: what a run shows that a remedy exists for.
 *
 * <p>A rule looks for one symptom and says its threshold and source; {@link io.epochline.analyzer.diagnosis.Diagnoser}
 * asks them all, always in the same order.
 */
package io.epochline.analyzer.diagnosis;
