/** Follows an experiment on the topics and shows how it goes: one {@code Watch} for each kind of work. */
package io.epochline.console.cli.watch;
