/** What all events add up to, kept up to date by one background reader, and who is told when it changes. */
package io.epochline.console.live;
