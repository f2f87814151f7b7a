/**
 * What the analysis of a log came to, as {@link io.epochline.analyzer.report.AnalysisReport files}; and what a campaign came to, for people and for programs: {@code experiment_log.txt}, {@code report.md}, {@code
 * report.html} and {@code manifest.json}. {@link io.epochline.analyzer.report.ReportWriter} puts them into the store; the
 * same campaign gives the same bytes.
 */
package io.epochline.analyzer.report;
