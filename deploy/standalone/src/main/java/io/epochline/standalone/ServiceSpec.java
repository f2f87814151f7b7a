package io.epochline.standalone;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A service to run beside the embedded server. It is ready when {@code GET /q/health/ready} on its port answers 200.
 *
 * <p>Every service is told in its environment where the server is: {@code KAFKA_BOOTSTRAP_SERVERS}, {@code
 * EPOCHLINE_STORE_ENDPOINT}, {@code EPOCHLINE_STORE_ACCESS_KEY}, {@code EPOCHLINE_STORE_SECRET_KEY}.
 *
 * @param name unique among the services, for people and for the log's name: {@code trainer-1}
 * @param jar what {@code java -jar} runs
 * @param port of its HTTP server on loopback
 * @param maxHeapMb limit of the Java heap in MiB
 * @param optimizing whether to compile hot code with all tiers, for services that compute; the others start faster and stay
 *     smaller without
 * @param properties system properties; not for secrets, since everybody on the machine can read a command line
 */
public record ServiceSpec(
        String name, Path jar, int port, int maxHeapMb, boolean optimizing, Map<String, String> properties) {

    public ServiceSpec {
        properties = Map.copyOf(properties);
    }

    List<String> command() {
        List<String> command = new ArrayList<>();
        command.add(ServerCommand.java().toString());
        command.addAll(List.of("-Xmx" + maxHeapMb + "m", "-Xss512k", "-XX:+UseSerialGC"));
        if (!optimizing) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED"));
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=" + port);
        new TreeMap<>(properties).forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", jar.toString()));
        return command;
    }
}
