package io.epochline.artifacts;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.InvalidResponseException;
import io.minio.errors.ServerException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLException;

/** Repeats calls to an S3 endpoint while it is away or busy, and puts what else goes wrong into words. */
final class S3Calls {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** One try; {@code retried} says that an earlier one may have been carried out without our hearing of it. */
    interface Call<T> {
        T run(boolean retried) throws Exception;
    }

    /** What an error response means to us. */
    enum Answer {
        NO_SUCH_KEY,
        NO_SUCH_BUCKET,
        BUCKET_IS_OURS,
        PRESENT,
        DENIED,
        TRANSIENT,
        REFUSED;

        static Answer of(ErrorResponseException e) {
            String code =
                    e.errorResponse().code() == null ? "" : e.errorResponse().code();
            int status = e.response() == null ? 0 : e.response().code();
            return switch (code) {
                case "NoSuchKey", "NoSuchObject", "ResourceNotFound" -> NO_SUCH_KEY;
                case "NoSuchBucket" -> NO_SUCH_BUCKET;
                case "BucketAlreadyOwnedByYou" -> BUCKET_IS_OURS;
                case "ConditionalRequestConflict", "OperationAborted", "RequestTimeout", "IncompleteBody", "SlowDown" ->
                    TRANSIENT;
                default ->
                    switch (status) {
                        case 401, 403 -> DENIED;
                        case 404 -> NO_SUCH_KEY;
                        case 412 -> PRESENT;
                        case 408, 429 -> TRANSIENT;
                        default -> status >= 500 ? TRANSIENT : REFUSED;
                    };
            };
        }
    }

    private final URI endpoint;
    private final String bucket;
    private final Duration patience;

    S3Calls(URI endpoint, String bucket, Duration patience) {
        this.endpoint = endpoint;
        this.bucket = bucket;
        this.patience = patience;
    }

    <T> T run(String operation, Call<T> call) {
        long deadline = System.nanoTime() + patience.toNanos();
        long pause = FIRST_PAUSE.toNanos();
        for (boolean retried = false; ; retried = true) {
            Exception fault;
            try {
                return call.run(retried);
            } catch (ArtifactException e) {
                throw e;
            } catch (Exception e) {
                fault = e;
            }
            if (!isTransient(fault)) {
                throw permanent(operation, fault);
            }
            long jittered = ThreadLocalRandom.current().nextLong(pause / 2, pause + 1);
            if (System.nanoTime() + jittered >= deadline) {
                throw ArtifactException.unavailable(operation, endpoint, patience, fault);
            }
            sleep(jittered, operation, fault);
            pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
        }
    }

    private static boolean isTransient(Exception fault) {
        if (fault instanceof ErrorResponseException e) {
            return Answer.of(e) == Answer.TRANSIENT;
        }
        if (fault instanceof ServerException) {
            return true;
        }
        if (fault instanceof InvalidResponseException) {
            return fault.getMessage().toLowerCase(Locale.ROOT).matches("(?s).*response code: 5\\d\\d.*");
        }
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return false;
            }
            if (cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }

    private ArtifactException permanent(String operation, Exception fault) {
        if (fault instanceof ErrorResponseException e) {
            return switch (Answer.of(e)) {
                case DENIED -> ArtifactException.denied(operation, endpoint, e);
                case NO_SUCH_BUCKET -> ArtifactException.noSuchBucket(operation, endpoint, bucket, e);
                default -> ArtifactException.refused(operation, endpoint, e);
            };
        }
        return ArtifactException.refused(operation, endpoint, fault);
    }

    private void sleep(long nanos, String operation, Exception fault) {
        try {
            Thread.sleep(Duration.ofNanos(nanos));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ArtifactException.interrupted(operation, endpoint, fault);
        }
    }
}
