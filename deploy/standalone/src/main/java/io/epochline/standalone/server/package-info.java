/**
 * The embedded default: a real Apache Kafka broker (KRaft, one node) and a real S3 server (S3Proxy on the file system) in
 * one small JVM, on loopback, with all data under one folder.
 */
package io.epochline.standalone.server;
