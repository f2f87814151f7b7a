package io.epochline.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.events.ArtifactRef;
import io.epochline.standalone.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3ArtifactStoreIT extends ArtifactStoreConformance {

    /** By {@code head -c 73400320 /dev/zero | sha256sum}. */
    private static final String ZEROS_70_MIB = "d563c767a739c2a9066a2668341a473c4cb0dcbc106c2d533133ad8311c3c007";

    @Override
    ArtifactStore newStore() {
        return ArtifactStores.open(TestingBuckets.fresh(TestServers.shared()));
    }

    @Test
    void aFileAboveTheLimitOfASinglePutGoesUpInParts(@TempDir Path folder) throws Exception {
        long size = 70L << 20;

        ArtifactRef ref = store.put("large", zeros(folder.resolve("zeros"), size), "application/octet-stream");

        assertThat(ref.sha256()).isEqualTo(ZEROS_70_MIB);
        assertThat(store.reference("large")).isEqualTo(ref);
    }

    @Test
    void openingABucketThatIsThereKeepsWhatIsInIt() {
        StoreConfig.S3 config = TestingBuckets.fresh(TestServers.shared());
        try (ArtifactStore first = ArtifactStores.open(config)) {
            first.put("a", new byte[] {1}, "application/octet-stream");
        }

        try (ArtifactStore second = ArtifactStores.open(config)) {
            assertThat(second.get("a")).containsExactly(1);
        }
    }
}
