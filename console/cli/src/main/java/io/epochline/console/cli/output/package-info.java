/** What the commands write with: a terminal that knows its width and colours, tables, bars, curves and number formats. */
package io.epochline.console.cli.output;
