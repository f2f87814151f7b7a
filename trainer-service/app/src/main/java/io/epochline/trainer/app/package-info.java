/** The trainer as a service: takes jobs from the queue, says what happens on topics, hears cancellations. */
package io.epochline.trainer.app;
