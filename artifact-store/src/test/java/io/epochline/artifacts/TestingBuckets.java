package io.epochline.artifacts;

import io.epochline.standalone.TestServers;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Configurations of buckets that are not there yet, on the real server. */
final class TestingBuckets {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestingBuckets() {}

    static StoreConfig.S3 fresh(TestServers servers) {
        return at(URI.create(servers.s3Endpoint()), servers);
    }

    /** Seen through another address, with the keys of the server. */
    static StoreConfig.S3 at(URI endpoint, TestServers servers) {
        String bucket = "bucket-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();
        return new StoreConfig.S3(
                endpoint, "us-east-1", bucket, servers.accessKey(), servers.secretKey(), Duration.ofSeconds(20));
    }
}
