/**
 * The analyzer as a service: one Kafka Streams topology around the pure deciders of the core. See
 * docs/decisions/0010-campaigns-as-a-topology.md.
 */
package io.epochline.analyzer.app;
