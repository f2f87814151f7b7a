/**
 * The JSON documents that more than one service writes or reads. Each has a {@code schema_version}; readers ignore fields
 * they do not know. See docs/formats/run-folder.md.
 */
package io.epochline.artifacts.documents;
