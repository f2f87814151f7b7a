package io.epochline.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.console.cli.TestingCli.Ran;
import io.epochline.standalone.TestServers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that no service has made topics on. */
class FreshBrokerIT {

    @TempDir
    Path folder;

    @Test
    void thereIsNothingToListAndNothingToFear() {
        try (TestServers servers = TestServers.start()) {
            TestingCli cli = new TestingCli(
                    folder,
                    Map.of(
                            "KAFKA_BOOTSTRAP_SERVERS", servers.kafkaBootstrap(),
                            "EPOCHLINE_STORE_ENDPOINT", servers.s3Endpoint(),
                            "EPOCHLINE_STORE_ACCESS_KEY", servers.accessKey(),
                            "EPOCHLINE_STORE_SECRET_KEY", servers.secretKey()));

            Ran runs = cli.run("runs");
            assertThat(runs.err()).isEmpty();
            assertThat(runs.out()).startsWith("No runs yet.");

            Ran events = cli.run("events", "runs", "--no-follow");
            assertThat(events.err()).isEmpty();
            assertThat(events.out()).isEmpty();
            assertThat(events.exitCode()).isZero();
        }
    }
}
