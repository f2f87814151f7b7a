/**
 * Losses as expressions: lines of text over a prediction and a target that people, files and proposers write.
 *
 * <pre>
 * 0.8*huber(delta=1) + 0.2*(1 - pearson)
 * 0.7*mse + 0.3*tv(pred)
 * mean(abs(pred - target))
 * gaussian_nll + 0.1*tv(mu)
 * </pre>
 *
 * <p>The text is cut into tokens ({@code Lexer}), read ({@code Parser}, which holds the grammar), given its meaning and
 * kinds ({@code Checker}), printed canonically ({@code Printer}) and built into a graph ({@code Lowering}). What it reads decides what a
 * prediction is ({@link Head}). A building
 * block is one {@code Block} with its signature, formula and graph; {@code Blocks} lists them.
 */
package io.epochline.compute.loss;
