package io.epochline.artifacts;

class MemoryArtifactStoreTest extends ArtifactStoreConformance {

    @Override
    ArtifactStore newStore() {
        return new MemoryArtifactStore("epochline");
    }
}
