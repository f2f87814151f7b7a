/**
 * Server-sent events: the messages of a topic as they lie there, and word of what changed on the board. A stream hands out
 * its next event when the last one has left for the client, so a slow client costs one read's messages and no more.
 */
package io.epochline.console.stream;
