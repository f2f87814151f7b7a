/** The sampler as a service: studies decided in a Kafka Streams topology, posteriors taken from the job queue. */
package io.epochline.sampler.app;
