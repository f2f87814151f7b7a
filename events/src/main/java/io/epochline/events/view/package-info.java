/** What the events add up to, for whoever looks on: the runs, posteriors and experiments as they stand. */
package io.epochline.events.view;
