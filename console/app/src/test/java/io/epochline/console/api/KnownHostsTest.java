package io.epochline.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHostsTest {

    private final KnownHosts hosts = new KnownHosts(List.of("localhost", " Console.example ", "*.svc"), "box");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "box",
                "console.example",
                "console.team.svc",
                "127.0.0.1",
                "10.1.2.3",
                "[::1]",
                "::1"
            })
    void ourNamesAndAnyAddressAreKnown(String host) {
        assertThat(hosts.isKnown(host)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "elsewhere.example",
                "localhost.elsewhere.example",
                "console.example.elsewhere",
                "svc",
                "127.0.0.1.nip.io",
                "notlocalhost",
                "my.svc.example",
                "cafe",
                "be.ef"
            })
    void otherNamesAreNot(String host) {
        assertThat(hosts.isKnown(host)).isFalse();
    }
}
