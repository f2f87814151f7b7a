/**
 * What a finished study says about where to look next.
 *
 * <p>{@link io.epochline.analyzer.sweep.SweepAnalysis} looks at each parameter in turn: Spearman's ρ with the objective,
 * how closely the elite quarter of the trials gathers, what the choices of a category are worth, and whether the elites
 * press against an edge. From that follow ranges that grow, shrink, become fixed, or stay, and
 * {@link io.epochline.analyzer.sweep.RefinedStudy}, a study file ready to submit. Thresholds that are a matter of taste
 * are named constants; docs/decisions/0011-sweep-statistics.md says why they are what they are.
 */
package io.epochline.analyzer.sweep;
