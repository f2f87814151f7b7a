/**
 * Pictures of runs. A {@link io.epochline.console.report.plot.Recipe} says which signals stand in which panels; with the
 * signals of one or several runs it becomes a figure, which is plain data; and that is painted as PNG or SVG.
 */
package io.epochline.console.report.plot;
