/**
 * The summaries of an experiment's finished runs, gathered so that ten thousand of them are read at once. See
 * docs/decisions/0027-tables-of-runs.md.
 */
package io.epochline.artifacts.summaries;
