/**
 * Losses suggested by a language model, off unless an endpoint is configured. What it answers is text of a stranger: read
 * within limits, taken for nothing but expressions in the language of losses, and held to the checks of all proposals.
 */
package io.epochline.analyzer.language;
