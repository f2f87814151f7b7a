/**
 * A finished run, read from its folder in the store and answered: what its curves and residuals show, and what to try
 * next. {@link io.epochline.analyzer.run.RunAnalyst} is the way in.
 */
package io.epochline.analyzer.run;
