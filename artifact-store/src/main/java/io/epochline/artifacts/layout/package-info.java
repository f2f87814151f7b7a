/**
 * The keys of the bucket. {@link io.epochline.artifacts.layout.ExperimentLayout} is the way in; identifiers are checked
 * here, so that no name from an event can become a path. See docs/formats/run-folder.md.
 */
package io.epochline.artifacts.layout;
