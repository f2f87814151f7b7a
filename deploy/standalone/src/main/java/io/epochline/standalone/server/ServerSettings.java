package io.epochline.standalone.server;

import io.epochline.standalone.Ports;
import io.epochline.standalone.S3Credentials;
import io.epochline.standalone.StandaloneException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the server is told. Flags win over the environment; keys come from the environment only, because a command line can
 * be read by everybody on the machine.
 *
 * @param data folder that everything is kept under
 * @param kafkaPort port of the broker on loopback
 * @param s3Port port of the S3 server on loopback
 * @param readyFile where to write the address once both serve
 * @param parent process whose end also ends the server
 * @param credentials keys to ask for; without them, the pair in the data folder, made at the first start
 */
record ServerSettings(
        Path data,
        int kafkaPort,
        int s3Port,
        Path readyFile,
        Optional<ProcessHandle> parent,
        Optional<S3Credentials> credentials) {

    private static final List<String> FLAGS =
            List.of("--data", "--kafka-port", "--s3-port", "--ready-file", "--parent");

    static ServerSettings parse(String[] arguments, Map<String, String> environment) {
        Map<String, String> flags = flags(arguments);
        Path data = Path.of(setting(flags, "--data", environment, "EPOCHLINE_DATA", ".epochline/data"))
                .toAbsolutePath()
                .normalize();
        return new ServerSettings(
                data,
                port(flags, "--kafka-port", environment, "EPOCHLINE_KAFKA_PORT", Ports.DEFAULT.kafka()),
                port(flags, "--s3-port", environment, "EPOCHLINE_S3_PORT", Ports.DEFAULT.s3()),
                Path.of(flags.getOrDefault(
                        "--ready-file", data.resolve("ready.json").toString())),
                Optional.ofNullable(flags.get("--parent")).map(ServerSettings::process),
                credentials(environment));
    }

    private static Map<String, String> flags(String[] arguments) {
        Map<String, String> flags = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!FLAGS.contains(arguments[i])) {
                throw StandaloneException.unknownFlag(arguments[i], FLAGS);
            }
            if (i + 1 == arguments.length) {
                throw StandaloneException.badSetting(arguments[i], "nothing", "followed by a value");
            }
            flags.put(arguments[i], arguments[i + 1]);
        }
        return flags;
    }

    private static String setting(
            Map<String, String> flags, String flag, Map<String, String> environment, String variable, String fallback) {
        return flags.getOrDefault(flag, environment.getOrDefault(variable, fallback));
    }

    private static int port(
            Map<String, String> flags, String flag, Map<String, String> environment, String variable, int fallback) {
        String text = setting(flags, flag, environment, variable, Integer.toString(fallback));
        return Ports.parse(flag + " (" + variable + ")", text);
    }

    private static ProcessHandle process(String pid) {
        try {
            return ProcessHandle.of(Long.parseLong(pid))
                    .orElseThrow(() -> StandaloneException.badSetting("--parent", pid, "the id of a live process"));
        } catch (NumberFormatException e) {
            throw StandaloneException.badSetting("--parent", pid, "the id of a live process");
        }
    }

    private static Optional<S3Credentials> credentials(Map<String, String> environment) {
        String access = environment.get("EPOCHLINE_S3_ACCESS_KEY");
        String secret = environment.get("EPOCHLINE_S3_SECRET_KEY");
        if ((access == null) != (secret == null)) {
            throw StandaloneException.badSetting(
                    "EPOCHLINE_S3_ACCESS_KEY and EPOCHLINE_S3_SECRET_KEY", "only one", "given together or not at all");
        }
        return Optional.ofNullable(access).map(key -> new S3Credentials(key, secret));
    }
}
