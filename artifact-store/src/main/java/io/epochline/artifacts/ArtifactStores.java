package io.epochline.artifacts;

/** Opens the store that a configuration names. */
public final class ArtifactStores {

    private ArtifactStores() {}

    /** Opens the store, creating its bucket where it is missing. */
    public static ArtifactStore open(StoreConfig config) {
        return switch (config) {
            case StoreConfig.S3 s3 -> S3ArtifactStore.open(s3);
            case StoreConfig.Directory directory -> new DirectoryArtifactStore(directory.root(), directory.bucket());
        };
    }
}
