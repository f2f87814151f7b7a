package io.epochline.standalone.server;

import io.epochline.standalone.S3Credentials;
import java.net.URI;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3 server whose buckets are folders and whose objects are plain files. Every request must be signed (AWS v4). */
final class ObjectStore {
    private final S3Proxy proxy;

    private ObjectStore(S3Proxy proxy) {
        this.proxy = proxy;
    }

    static ObjectStore start(Path folder, int port, S3Credentials credentials) throws Exception {
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .awsAuthentication(AuthenticationType.AWS_V4, credentials.accessKey(), credentials.secretKey())
                // A header that is not understood is an error: a precondition must never be dropped in silence.
                .ignoreUnknownHeaders(false)
                .jettyMaxThreads(32)
                .build();
        UnfinishedUploads.delete(folder);
        proxy.start();
        return new ObjectStore(proxy);
    }

    void stop() throws Exception {
        proxy.stop();
    }
}
