/**
 * The contracts of Epochline: sealed events, the topics they travel on, their JSON form.
 *
 * <p>Services meet only here and in the object store. {@link io.epochline.events.spec} holds what a person can ask for,
 * {@link io.epochline.events.kafka} carries events over Kafka, {@link io.epochline.events.view} folds them for onlookers.
 */
package io.epochline.events;
