package io.epochline.standalone;

import java.util.Map;

/**
 * The ports of a standalone Epochline, all on loopback. Each can be changed by an environment variable:
 *
 * @param kafka {@code EPOCHLINE_KAFKA_PORT}, 29092
 * @param s3 {@code EPOCHLINE_S3_PORT}, 29000
 * @param console {@code EPOCHLINE_CONSOLE_PORT}, 28080
 * @param firstTrainer {@code EPOCHLINE_TRAINER_PORT}, 28081; further trainers take the ports that follow
 * @param analyzer {@code EPOCHLINE_ANALYZER_PORT}, 28091
 * @param sampler {@code EPOCHLINE_SAMPLER_PORT}, 28092
 */
public record Ports(int kafka, int s3, int console, int firstTrainer, int analyzer, int sampler) {
    public static final Ports DEFAULT = new Ports(29092, 29000, 28080, 28081, 28091, 28092);

    public static Ports from(Map<String, String> environment) {
        return new Ports(
                port(environment, "EPOCHLINE_KAFKA_PORT", DEFAULT.kafka),
                port(environment, "EPOCHLINE_S3_PORT", DEFAULT.s3),
                port(environment, "EPOCHLINE_CONSOLE_PORT", DEFAULT.console),
                port(environment, "EPOCHLINE_TRAINER_PORT", DEFAULT.firstTrainer),
                port(environment, "EPOCHLINE_ANALYZER_PORT", DEFAULT.analyzer),
                port(environment, "EPOCHLINE_SAMPLER_PORT", DEFAULT.sampler));
    }

    private static int port(Map<String, String> environment, String variable, int fallback) {
        String text = environment.get(variable);
        return text == null ? fallback : parse(variable, text);
    }

    /**
     * Reads a port in [1, 65535].
     *
     * @param name what the text sets, for the message
     */
    public static int parse(String name, String text) {
        int port;
        try {
            port = Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            port = 0;
        }
        if (port < 1 || port > 65535) {
            throw StandaloneException.badSetting(name, text, "a port in [1, 65535]");
        }
        return port;
    }
}
