package io.epochline.artifacts;

import io.epochline.artifacts.S3Calls.Answer;
import io.epochline.events.ArtifactRef;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.Http;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.StatObjectResponse;
import io.minio.errors.ErrorResponseException;
import io.minio.messages.Item;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;

/**
 * A bucket behind an S3 endpoint.
 *
 * <p>{@link #putIfAbsent} is one PUT with {@code If-None-Match: *}; it is never a multipart upload, whose completion not
 * every endpoint makes conditional. Files above 64 MiB go up in parts. Every operation is repeated while the endpoint is
 * away or busy, for as long as the configured patience; see docs/decisions/0007-object-store-commit-point.md.
 */
public final class S3ArtifactStore implements ArtifactStore {

    private static final long SINGLE_PUT_BYTES = 64L << 20;
    private static final long PART_BYTES = 16L << 20;
    private static final int MAX_PARTS = 10_000;

    private final String bucket;
    private final MinioClient client;
    private final S3Calls calls;

    private S3ArtifactStore(StoreConfig.S3 config) {
        bucket = StoreConfig.checkBucket(config.bucket());
        // The client must not repeat requests by itself: putIfAbsent has to know when it asks a second time.
        OkHttpClient http = new OkHttpClient.Builder()
                .connectTimeout(5, TimeUnit.SECONDS)
                .readTimeout(30, TimeUnit.SECONDS)
                .writeTimeout(30, TimeUnit.SECONDS)
                .retryOnConnectionFailure(false)
                .build();
        client = MinioClient.builder()
                .endpoint(config.endpoint().toString())
                .region(config.region())
                .credentials(config.accessKey(), config.secretKey())
                .httpClient(http, true)
                .build();
        calls = new S3Calls(config.endpoint(), bucket, config.patience());
    }

    /** Opens the bucket, creating it where it is missing. */
    public static S3ArtifactStore open(StoreConfig.S3 config) {
        S3ArtifactStore store = new S3ArtifactStore(config);
        try {
            store.ensureBucket();
            return store;
        } catch (ArtifactException e) {
            store.close();
            throw e;
        }
    }

    private void ensureBucket() {
        calls.run("open the bucket '" + bucket + "'", retried -> {
            if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
                try {
                    client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
                } catch (ErrorResponseException e) {
                    if (Answer.of(e) != Answer.BUCKET_IS_OURS) {
                        throw e;
                    }
                }
            }
            return null;
        });
    }

    @Override
    public String bucket() {
        return bucket;
    }

    @Override
    public ArtifactRef put(String key, byte[] content, String contentType) {
        PutObjectArgs.Builder put = putting(key, content, contentType);
        calls.run("put '" + key + "'", retried -> client.putObject(put.build()));
        return ref(key, content);
    }

    @Override
    public ArtifactRef put(String key, Path file, String contentType) {
        Keys.check(key);
        return calls.run("put '" + key + "'", retried -> {
            try (S3Upload upload = S3Upload.of(file)) {
                long partBytes = upload.size() <= SINGLE_PUT_BYTES
                        ? SINGLE_PUT_BYTES
                        : Math.max(PART_BYTES, upload.size() / (MAX_PARTS - 1));
                client.putObject(PutObjectArgs.builder().bucket(bucket).object(key).contentType(contentType).stream(
                                upload.content(), upload.size(), partBytes)
                        .build());
                return new ArtifactRef(bucket, key, upload.sha256(), upload.size());
            }
        });
    }

    @Override
    public Optional<ArtifactRef> putIfAbsent(String key, byte[] content, String contentType) {
        PutObjectArgs.Builder put = putting(key, content, contentType).headers(new Http.Headers("If-None-Match", "*"));
        return calls.run("put '" + key + "' if absent", retried -> {
            try {
                client.putObject(put.build());
                return Optional.of(ref(key, content));
            } catch (ErrorResponseException e) {
                if (Answer.of(e) != Answer.PRESENT) {
                    throw e;
                }
                return retried && holds(key, content) ? Optional.of(ref(key, content)) : Optional.empty();
            }
        });
    }

    private PutObjectArgs.Builder putting(String key, byte[] content, String contentType) {
        return PutObjectArgs.builder()
                .bucket(bucket)
                .object(Keys.check(key))
                .contentType(contentType)
                .data(content, content.length);
    }

    private boolean holds(String key, byte[] content) throws Exception {
        try (InputStream in = stream(key)) {
            return Arrays.equals(in.readNBytes(content.length + 1), content);
        }
    }

    @Override
    public byte[] get(String key, int maxBytes) {
        Keys.check(key);
        return calls.run("get '" + key + "'", retried -> {
            try (InputStream in = stream(key)) {
                byte[] content = in.readNBytes(maxBytes);
                if (in.read() >= 0) {
                    throw ArtifactException.tooLarge(key, maxBytes);
                }
                return content;
            }
        });
    }

    @Override
    public InputStream open(String key) {
        Keys.check(key);
        return calls.run("open '" + key + "'", retried -> stream(key));
    }

    private InputStream stream(String key) throws Exception {
        try {
            return client.getObject(
                    GetObjectArgs.builder().bucket(bucket).object(key).build());
        } catch (ErrorResponseException e) {
            throw Answer.of(e) == Answer.NO_SUCH_KEY ? ArtifactException.notFound(bucket, key) : e;
        }
    }

    @Override
    public Optional<ObjectInfo> stat(String key) {
        Keys.check(key);
        return calls.run("stat '" + key + "'", retried -> {
            try {
                StatObjectResponse found = client.statObject(
                        StatObjectArgs.builder().bucket(bucket).object(key).build());
                return Optional.of(info(key, found.size(), found.lastModified(), found.etag()));
            } catch (ErrorResponseException e) {
                if (Answer.of(e) != Answer.NO_SUCH_KEY) {
                    throw e;
                }
                return Optional.empty();
            }
        });
    }

    @Override
    public List<ObjectInfo> list(String prefix) {
        Keys.checkPrefix(prefix);
        return calls.run("list '" + prefix + "'", retried -> {
            List<ObjectInfo> found = new ArrayList<>();
            for (Result<Item> result : listing(prefix, true)) {
                Item item = result.get();
                if (!item.objectName().endsWith("/")) {
                    found.add(info(item.objectName(), item.size(), item.lastModified(), item.etag()));
                }
            }
            found.sort(Comparator.comparing(ObjectInfo::key));
            return List.copyOf(found);
        });
    }

    @Override
    public List<String> folders(String prefix) {
        int start = Keys.checkFolder(prefix).length();
        return calls.run("list '" + prefix + "'", retried -> {
            List<String> found = new ArrayList<>();
            for (Result<Item> result : listing(prefix, false)) {
                Item item = result.get();
                if (item.isDir()) {
                    found.add(
                            item.objectName().substring(start, item.objectName().length() - 1));
                }
            }
            found.sort(Comparator.naturalOrder());
            return List.copyOf(found);
        });
    }

    /** A listing has quotes around an etag, an answer about one object has none; an object just being written may lack it. */
    private static ObjectInfo info(String key, long size, ZonedDateTime lastModified, String etag) {
        String version = etag == null ? lastModified.toString() : etag.replace("\"", "");
        return new ObjectInfo(key, size, lastModified.toInstant(), version);
    }

    private Iterable<Result<Item>> listing(String prefix, boolean recursive) {
        return client.listObjects(ListObjectsArgs.builder()
                .bucket(bucket)
                .prefix(prefix)
                .recursive(recursive)
                .build());
    }

    @Override
    public void delete(String key) {
        RemoveObjectArgs.Builder remove =
                RemoveObjectArgs.builder().bucket(bucket).object(Keys.check(key));
        calls.run("delete '" + key + "'", retried -> {
            client.removeObject(remove.build());
            return null;
        });
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (Exception e) {
            throw new IllegalStateException("The S3 client did not close", e);
        }
    }

    private ArtifactRef ref(String key, byte[] content) {
        return new ArtifactRef(bucket, key, Sha256.of(content), content.length);
    }
}
