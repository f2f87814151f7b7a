package io.epochline.events.kafka;

import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/** The broker did not answer in time. */
public final class KafkaUnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KafkaUnreachableException(Map<String, Object> config, String doing, Throwable cause) {
        super(
                "Kafka at %s did not answer while %s. Maybe it is not running: './epochline up' starts one, './epochline status' shows it."
                        .formatted(config.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG), doing),
                cause);
    }
}
