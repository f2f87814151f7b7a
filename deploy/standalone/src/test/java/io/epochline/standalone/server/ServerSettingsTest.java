package io.epochline.standalone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.standalone.S3Credentials;
import io.epochline.standalone.StandaloneException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerSettingsTest {
    private static ServerSettings parse(Map<String, String> environment, String... arguments) {
        return ServerSettings.parse(arguments, environment);
    }

    @Test
    void hasDefaults() {
        ServerSettings settings = parse(Map.of());
        assertThat(settings.kafkaPort()).isEqualTo(29092);
        assertThat(settings.s3Port()).isEqualTo(29000);
        assertThat(settings.data()).isEqualTo(Path.of(".epochline/data").toAbsolutePath());
        assertThat(settings.readyFile()).isEqualTo(settings.data().resolve("ready.json"));
        assertThat(settings.credentials()).isEmpty();
    }

    @Test
    void preferFlagsToTheEnvironment() {
        Map<String, String> environment = Map.of("EPOCHLINE_KAFKA_PORT", "1000", "EPOCHLINE_S3_PORT", "1001");
        ServerSettings settings = parse(environment, "--kafka-port", "2000");
        assertThat(settings.kafkaPort()).isEqualTo(2000);
        assertThat(settings.s3Port()).isEqualTo(1001);
    }

    @Test
    void namesFlagAndVariableOfABadPort() {
        assertThatThrownBy(() -> parse(Map.of("EPOCHLINE_S3_PORT", "70000")))
                .isInstanceOf(StandaloneException.class)
                .hasMessage("--s3-port (EPOCHLINE_S3_PORT) must be a port in [1, 65535], got: 70000");
        assertThatThrownBy(() -> parse(Map.of(), "--kafka-port", "many"))
                .hasMessageContaining("a port in [1, 65535], got: many");
    }

    @Test
    void refusesAnUnknownFlagAndAFlagWithoutValue() {
        assertThatThrownBy(() -> parse(Map.of(), "--port", "1")).hasMessageContaining("Unknown flag --port");
        assertThatThrownBy(() -> parse(Map.of(), "--data"))
                .hasMessage("--data must be followed by a value, got: nothing");
    }

    @Test
    void takesKeysTogetherOrNotAtAll() {
        assertThat(parse(Map.of("EPOCHLINE_S3_ACCESS_KEY", "a", "EPOCHLINE_S3_SECRET_KEY", "s"))
                        .credentials())
                .contains(new S3Credentials("a", "s"));
        assertThatThrownBy(() -> parse(Map.of("EPOCHLINE_S3_ACCESS_KEY", "a")))
                .hasMessageContaining("given together or not at all");
    }
}
