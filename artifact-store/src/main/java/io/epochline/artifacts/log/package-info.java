/**
 * From what a training script writes to curves, in one pass and constant memory.
 *
 * <p>Bytes become {@link io.epochline.artifacts.log.LineReader lines}, a line becomes numbers with the words before each, words
 * get a meaning (a quantity of the training or validation split, or a place in the run), and what a line says is a {@link
 * io.epochline.artifacts.log.Reading}; runs collect readings. There is one general tokenizer for every spelling, and one reader for
 * tables; only JSON documents and TensorBoard's event files, which have no lines, have readers of their own. See
 * {@code docs/decisions/0009-general-tokens-first.md} and {@code docs/decisions/0030-bytes-parts-and-documents.md}.
 */
package io.epochline.artifacts.log;
