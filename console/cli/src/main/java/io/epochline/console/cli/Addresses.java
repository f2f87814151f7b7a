package io.epochline.console.cli;

import io.epochline.artifacts.StoreConfig;
import io.epochline.console.cli.output.Terminal;
import io.epochline.standalone.ServerAddress;

/**
 * Where a running Epochline is reached.
 *
 * @param credentialsFile JSON with the access and the secret key of the object store
 */
record Addresses(String kafkaBootstrap, String s3Endpoint, String s3Bucket, String credentialsFile, String consoleUrl) {

    static Addresses of(Installation installation, ServerAddress server) {
        return new Addresses(
                server.kafkaBootstrap(),
                server.s3Endpoint(),
                StoreConfig.DEFAULT_BUCKET,
                server.credentialsFile(),
                installation.consoleUrl());
    }

    void print(Terminal terminal) {
        terminal.line("  Kafka    " + kafkaBootstrap);
        terminal.line("  S3       " + s3Endpoint + "  bucket " + s3Bucket + ", keys in " + credentialsFile);
        terminal.line("  Console  " + consoleUrl);
    }
}
