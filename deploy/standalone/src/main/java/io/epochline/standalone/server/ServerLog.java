package io.epochline.standalone.server;

import io.epochline.standalone.StandaloneException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Logging of the server: one line a record on standard error, warnings and worse unless {@code EPOCHLINE_LOG_LEVEL} says otherwise. */
final class ServerLog {
    private ServerLog() {}

    static void configure(Map<String, String> environment) {
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL%1$tz %4$-7s %3$s %5$s%6$s%n");
        String level = environment.getOrDefault("EPOCHLINE_LOG_LEVEL", "WARNING");
        try {
            Logger.getLogger("").setLevel(Level.parse(level));
        } catch (IllegalArgumentException e) {
            throw StandaloneException.badSetting(
                    "EPOCHLINE_LOG_LEVEL", level, "one of SEVERE, WARNING, INFO, CONFIG, FINE");
        }
    }
}
