/** Signals for other tools: event files for TensorBoard, and CSV. */
package io.epochline.console.report.export;
