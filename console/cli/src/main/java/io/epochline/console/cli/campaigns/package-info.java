/**
 * The bench of campaigns: whether they find what is better, claim nothing where nothing is, and what the proposer is worth
 * beside a list and beside chance. Campaigns are played in this process, by the same state machine, analyst and
 * trainer as in the services.
 */
package io.epochline.console.cli.campaigns;
