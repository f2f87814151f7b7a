/**
 * Campaigns: a baseline, the proposals grounded in it, one training run each, and what came of them.
 *
 * <p>{@link io.epochline.analyzer.campaign.Campaign} is the life cycle. It is pure: events in, events out, no clock, no
 * store, so the same events in the same order make the same decisions wherever and however often they are read.
 */
package io.epochline.analyzer.campaign;
