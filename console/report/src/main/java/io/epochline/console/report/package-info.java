/** What finished and running runs look like, for people and for other tools: made from their artifacts alone. */
package io.epochline.console.report;
