/** What a person can ask for, as records whose constructors check them and fill in defaults, and the job files they stand in. */
package io.epochline.events.spec;
