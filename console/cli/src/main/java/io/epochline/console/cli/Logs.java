package io.epochline.console.cli;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What libraries log: nothing, since the commands say themselves what goes wrong; all that matters with {@code --debug}. */
final class Logs {

    private static final String ONE_LINE = "%1$tT.%1$tL %4$-7s %3$s: %5$s%6$s%n";

    private Logs() {}

    static void configure(boolean debug) {
        System.setProperty("java.util.logging.SimpleFormatter.format", ONE_LINE);
        Logger root = Logger.getLogger("");
        root.setLevel(debug ? Level.INFO : Level.OFF);
        for (Handler handler : root.getHandlers()) {
            handler.setLevel(Level.ALL);
        }
    }
}
