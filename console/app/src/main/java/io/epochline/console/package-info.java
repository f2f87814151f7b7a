/**
 * The console: a REST API to publish jobs and to look at what became of them, streams of events, and one live page.
 *
 * <p>It keeps nothing. One reader folds the topics, from their beginning, into a board in memory ({@code live}); the API
 * ({@code api}) reads that board, and the store for artifacts; whoever wants the events themselves gets them as they lie
 * on the topic ({@code stream}).
 */
package io.epochline.console;
