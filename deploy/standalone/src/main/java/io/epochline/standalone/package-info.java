/**
 * Runs Epochline on one machine: where the embedded server is found and started ({@link
 * io.epochline.standalone.TestServers} for tests), and what it tells about itself ({@link
 * io.epochline.standalone.ServerAddress}).
 *
 * <p>The server itself, package {@code server}, lives in a JVM of its own. Its libraries are optional dependencies of
 * this module, so that whoever starts it does not inherit them.
 */
package io.epochline.standalone;
