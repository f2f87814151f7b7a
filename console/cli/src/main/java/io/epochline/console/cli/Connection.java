package io.epochline.console.cli;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.ArtifactStores;
import io.epochline.artifacts.StoreConfig;
import io.epochline.events.Topic;
import io.epochline.events.kafka.EventLog;
import io.epochline.events.kafka.EventPublisher;
import io.epochline.events.kafka.Topics;
import io.epochline.standalone.Ports;
import io.epochline.standalone.S3Credentials;
import io.epochline.standalone.ServerAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/**
 * The broker and the store that commands talk to: those of this project, or others, told in the environment
 * ({@code KAFKA_BOOTSTRAP_SERVERS} and {@code EPOCHLINE_STORE_ENDPOINT}, {@code _REGION}, {@code _BUCKET},
 * {@code _ACCESS_KEY}, {@code _SECRET_KEY}).
 */
final class Connection {

    /** How long a service may take to answer before it counts as out of reach. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String BOOTSTRAP = "KAFKA_BOOTSTRAP_SERVERS";
    private static final String STORE = "EPOCHLINE_STORE_";

    private final String bootstrap;
    private final StoreConfig.S3 store;

    private Connection(String bootstrap, StoreConfig.S3 store) {
        this.bootstrap = bootstrap;
        this.store = store;
    }

    /** @throws CliException when nothing runs here and nothing else is told */
    static Connection of(Session session) {
        Map<String, String> environment = session.environment();
        return environment.containsKey(BOOTSTRAP)
                ? new Connection(environment.get(BOOTSTRAP), told(environment))
                : standalone(session.installation());
    }

    static Connection of(ServerAddress address) {
        S3Credentials keys = address.credentials();
        return new Connection(
                address.kafkaBootstrap(),
                store(
                        address.s3Endpoint(),
                        "us-east-1",
                        StoreConfig.DEFAULT_BUCKET,
                        keys.accessKey(),
                        keys.secretKey()));
    }

    private static Connection standalone(Installation installation) {
        Ports ports = installation.ports();
        return installation
                .supervisor()
                .address()
                .map(Connection::of)
                .orElseThrow(() -> CliException.outOfReach(
                        "Kafka at 127.0.0.1:%d is out of reach: Epochline does not run here. Start it with './epochline up', "
                                + "or name another broker in %s.",
                        ports.kafka(), BOOTSTRAP));
    }

    private static StoreConfig.S3 told(Map<String, String> environment) {
        String endpoint = environment.get(STORE + "ENDPOINT");
        String access = environment.get(STORE + "ACCESS_KEY");
        String secret = environment.get(STORE + "SECRET_KEY");
        if (endpoint == null || access == null || secret == null) {
            throw CliException.badInput(
                    "With %1$s set, the store must be told too: %2$sENDPOINT, %2$sACCESS_KEY and %2$sSECRET_KEY "
                            + "(and, where they are not the default, %2$sREGION and %2$sBUCKET).",
                    BOOTSTRAP, STORE);
        }
        return store(
                endpoint,
                environment.getOrDefault(STORE + "REGION", "us-east-1"),
                environment.getOrDefault(STORE + "BUCKET", StoreConfig.DEFAULT_BUCKET),
                access,
                secret);
    }

    private static StoreConfig.S3 store(
            String endpoint, String region, String bucket, String accessKey, String secretKey) {
        return new StoreConfig.S3(URI.create(endpoint), region, bucket, accessKey, secretKey, PATIENCE);
    }

    String bucket() {
        return store.bucket();
    }

    ArtifactStore openStore() {
        return ArtifactStores.open(store);
    }

    /** Makes the topics where no service has done so yet: what is to be written, or listened to, must be there. */
    Connection withTopics() {
        Topics.ensure(kafka());
        return this;
    }

    EventPublisher publisher() {
        return new EventPublisher(kafka(), "/epochline/cli", PATIENCE);
    }

    EventLog fromBeginning(Collection<Topic> topics) {
        return EventLog.fromBeginning(kafka(), topics, PATIENCE);
    }

    EventLog fromNow(Collection<Topic> topics) {
        return EventLog.fromNow(kafka(), topics, PATIENCE);
    }

    EventLog ofDeadLetters(Topic topic, boolean fromNow) {
        return EventLog.ofDeadLetters(kafka(), topic, fromNow, PATIENCE);
    }

    /** Whether a connection to the first of the brokers can be opened now. */
    boolean brokerTakesConnections() {
        String first = bootstrap.split(",", 2)[0].strip();
        int colon = first.lastIndexOf(':');
        try (Socket socket = new Socket()) {
            int port = Integer.parseInt(first.substring(colon + 1));
            socket.connect(new InetSocketAddress(first.substring(0, colon), port), (int) PATIENCE.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Map<String, Object> kafka() {
        int patience = (int) PATIENCE.toMillis();
        return Map.of(
                "bootstrap.servers", bootstrap, "request.timeout.ms", patience, "default.api.timeout.ms", patience);
    }
}
