package io.epochline.sampler.app;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.ArtifactStores;
import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.StoreConfig;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What this service stands on. */
@Singleton
class Infrastructure {

    @Produces
    @Singleton
    ArtifactStore store(
            @ConfigProperty(name = "epochline.store.endpoint") Optional<String> endpoint,
            @ConfigProperty(name = "epochline.store.region") Optional<String> region,
            @ConfigProperty(name = "epochline.store.bucket") Optional<String> bucket,
            @ConfigProperty(name = "epochline.store.access-key") Optional<String> accessKey,
            @ConfigProperty(name = "epochline.store.secret-key") Optional<String> secretKey,
            @ConfigProperty(name = "epochline.store.directory") Optional<String> directory) {
        return ArtifactStores.open(StoreConfig.of(
                endpoint.orElse(null),
                region.orElse(null),
                bucket.orElse(null),
                accessKey.orElse(null),
                secretKey.orElse(null),
                directory.orElse(null)));
    }

    void close(@Disposes ArtifactStore store) throws Exception {
        store.close();
    }

    @Produces
    @Singleton
    DataFiles dataFiles(ArtifactStore store, @ConfigProperty(name = "epochline.data.root") Path root) {
        return new DataFiles(root, store);
    }
}
