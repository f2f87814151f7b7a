/** Events over Kafka: CloudEvents in binary mode, dead letters, the job queue, and reading along. */
package io.epochline.events.kafka;
