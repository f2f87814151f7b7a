/**
 * From the text that a training script prints to curves, in one pass and constant memory.
 *
 * <p>Bytes become lines, a line becomes keys and numbers, keys become quantities of the training or validation split, and
 * a run collects them. There is one general tokenizer for every spelling, and one reader for tables; see
 * {@code docs/decisions/0009-general-tokens-first.md}.
 */
package io.epochline.artifacts.log;
