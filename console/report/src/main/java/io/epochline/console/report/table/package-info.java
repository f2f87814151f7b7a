/**
 * Runs as a table: one row a run, made from summaries alone. {@link io.epochline.console.report.table.RunTable} is the
 * table; it is written as CSV and Parquet and asked by conditions and SQL. See docs/results/tables.md.
 */
package io.epochline.console.report.table;
