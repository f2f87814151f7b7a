package io.epochline.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreConfigTest {

    @Test
    void anEndpointWithKeysIsEnough() {
        assertThat(StoreConfig.of("http://127.0.0.1:9000", null, null, "user", "secret", ""))
                .isEqualTo(new StoreConfig.S3(
                        URI.create("http://127.0.0.1:9000"),
                        "us-east-1",
                        "epochline",
                        "user",
                        "secret",
                        Duration.ofMinutes(2)));
    }

    @Test
    void isReadFromTheSettingsOfAnApplication() {
        Map<String, String> settings = Map.of(
                "epochline.store.endpoint", "https://s3",
                "epochline.store.region", "eu-west-1",
                "epochline.store.bucket", "models",
                "epochline.store.access-key", "user",
                "epochline.store.secret-key", "secret");
        assertThat(StoreConfig.of(settings::get).patient(Duration.ofSeconds(5)))
                .isEqualTo(new StoreConfig.S3(
                        URI.create("https://s3"), "eu-west-1", "models", "user", "secret", Duration.ofSeconds(5)));
        assertThat(StoreConfig.of(Map.of("epochline.store.directory", "data")::get)
                        .patient(Duration.ZERO))
                .isEqualTo(new StoreConfig.Directory(Path.of("data"), "epochline"));
    }

    @Test
    void aDirectoryIsEnough() {
        assertThat(StoreConfig.of(null, null, "my-bucket", null, null, "data"))
                .isEqualTo(new StoreConfig.Directory(Path.of("data"), "my-bucket"));
    }

    @Test
    void allFaultsAreToldAtOnce() {
        assertThatThrownBy(() -> StoreConfig.of("ftp://x", null, "My_Bucket", null, " ", null))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("endpoint must be like 'http://127.0.0.1:9000', found: ftp://x")
                .hasMessageContaining("bucket must be 3 to 63")
                .hasMessageContaining("access-key is missing")
                .hasMessageContaining("secret-key is missing");
    }

    @Test
    void exactlyOneOfEndpointAndDirectoryIsSet() {
        assertThatThrownBy(() -> StoreConfig.of(null, null, null, null, null, null))
                .hasMessageContaining("found neither");
        assertThatThrownBy(() -> StoreConfig.of("http://x", null, null, "user", "secret", "data"))
                .hasMessageContaining("found both");
    }

    @Test
    void printingItDoesNotTellTheSecret() {
        assertThat(StoreConfig.of("http://x:9000", null, null, "user", "very-secret", null))
                .asString()
                .contains("http://x:9000", "user")
                .doesNotContain("very-secret");
    }
}
