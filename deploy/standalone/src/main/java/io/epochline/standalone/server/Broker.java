package io.epochline.standalone.server;

import io.epochline.standalone.StandaloneException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** An Apache Kafka broker and controller in this JVM, formatted at its first start. */
final class Broker {
    private final KafkaRaftServer server;

    private Broker(KafkaRaftServer server) {
        this.server = server;
    }

    static Broker start(Path folder, int port) throws IOException {
        Map<String, String> settings = settings(folder, port, freePort());
        if (!Files.exists(folder.resolve("meta.properties"))) {
            format(folder, settings);
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        return new Broker(server);
    }

    void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static Map<String, String> settings(Path folder, int port, int controllerPort) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("listeners", "BROKER://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort));
        settings.put("advertised.listeners", "BROKER://127.0.0.1:" + port);
        settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", "BROKER");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("log.dirs", folder.toString());
        settings.putAll(SINGLE_NODE);
        return settings;
    }

    private static final Map<String, String> SINGLE_NODE = Map.ofEntries(
            Map.entry("default.replication.factor", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "4"),
            Map.entry("num.partitions", "4"),
            // Events are the history that decisions are replayed from: they are kept.
            Map.entry("log.retention.ms", "-1"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.share.min.record.lock.duration.ms", "1000"),
            // A member learns its part at a heartbeat: with the default of 5 s a first job waited 6 s.
            Map.entry("group.share.heartbeat.interval.ms", "500"),
            Map.entry("group.share.min.heartbeat.interval.ms", "500"),
            Map.entry("group.share.assignment.interval.ms", "0"),
            Map.entry("group.consumer.heartbeat.interval.ms", "500"),
            Map.entry("group.consumer.min.heartbeat.interval.ms", "500"),
            // How long a restart after a kill waits for the session of the killed broker to end.
            Map.entry("broker.session.timeout.ms", "3000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            // Small heap: the defaults set 128 MB aside for log compaction alone.
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
            Map.entry("log.cleaner.io.buffer.size", "131072"),
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("num.recovery.threads.per.data.dir", "2"));

    private static void format(Path folder, Map<String, String> settings) throws IOException {
        Files.createDirectories(folder);
        Path file = Files.createTempFile(folder, "format", ".properties");
        try {
            Properties properties = new Properties();
            properties.putAll(settings);
            try (var out = Files.newBufferedWriter(file)) {
                properties.store(out, null);
            }
            var output = new ByteArrayOutputStream();
            String[] arguments = {
                "format",
                "--ignore-formatted",
                "--cluster-id",
                Uuid.randomUuid().toString(),
                "--config",
                file.toString()
            };
            int status = StorageTool.execute(arguments, new PrintStream(output, true, StandardCharsets.UTF_8));
            if (status != 0) {
                throw StandaloneException.failedToStart(
                        "Kafka", "its folder could not be formatted: " + output.toString(StandardCharsets.UTF_8), null);
            }
        } finally {
            Files.delete(file);
        }
    }

    /** The controller is reached by the broker beside it alone, so any free port will do. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
