package io.epochline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void haveDefaults() {
        assertThat(Ports.from(Map.of())).isEqualTo(new Ports(29092, 29000, 28080, 28081, 28091, 28092));
    }

    @Test
    void changeByEnvironment() {
        Map<String, String> environment = Map.of(
                "EPOCHLINE_KAFKA_PORT", "1",
                "EPOCHLINE_S3_PORT", "2",
                "EPOCHLINE_CONSOLE_PORT", "3",
                "EPOCHLINE_TRAINER_PORT", "4",
                "EPOCHLINE_ANALYZER_PORT", "5",
                "EPOCHLINE_SAMPLER_PORT", "6");
        assertThat(Ports.from(environment)).isEqualTo(new Ports(1, 2, 3, 4, 5, 6));
    }

    @Test
    void refuseWhatIsNoPort() {
        assertThatThrownBy(() -> Ports.from(Map.of("EPOCHLINE_CONSOLE_PORT", "0")))
                .isInstanceOf(StandaloneException.class)
                .hasMessage("EPOCHLINE_CONSOLE_PORT must be a port in [1, 65535], got: 0");
    }
}
