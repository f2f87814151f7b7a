package io.epochline.sampler.app;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.ArtifactStores;
import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.StoreConfig;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What this service stands on. */
@Singleton
class Infrastructure {

    @Produces
    @Singleton
    ArtifactStore store(Config config) {
        return ArtifactStores.open(
                StoreConfig.of(key -> config.getOptionalValue(key, String.class).orElse(null)));
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
