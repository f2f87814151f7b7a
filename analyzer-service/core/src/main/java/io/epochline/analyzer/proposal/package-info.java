/**
 * From symptoms to remedies that run: losses as expressions, models as architecture documents.
 *
 * <p>What answers which symptom, and how strongly, is data ({@code remedies.yaml} beside these classes). Every proposal
 * is built against the shapes of the task, where they are known, before it is made.
 */
package io.epochline.analyzer.proposal;
