package io.epochline.console.cli.output;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The terminal that this process was started in, if any. */
public final class SystemTerminal {

    private static final int DEFAULT_WIDTH = 100;
    private static final int NARROWEST = 40;

    private SystemTerminal() {}

    /** Colour is off with {@code NO_COLOR}, rewriting of lines too on a {@code TERM=dumb}. See no-color.org. */
    public static Terminal open(Map<String, String> environment) {
        int columns = columns();
        boolean live = columns > 0 && !"dumb".equals(environment.get("TERM"));
        boolean colour = live && environment.getOrDefault("NO_COLOR", "").isEmpty();
        int width = columns > 0 ? columns : given(environment.get("COLUMNS"));
        return new Terminal(
                stream(FileDescriptor.out), stream(FileDescriptor.err), live, colour, Math.max(NARROWEST, width));
    }

    /** The width of the terminal that standard output is, or 0 where it is none: Java cannot tell, the shell can. */
    private static int columns() {
        try {
            Process shell = new ProcessBuilder("/bin/sh", "-c", "[ -t 1 ] && stty size <&1 >&2 2>/dev/null")
                    .redirectOutput(Redirect.INHERIT)
                    .start();
            String size = new String(shell.getErrorStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            if (shell.waitFor() != 0) {
                return 0;
            }
            int columns = Integer.parseInt(size.substring(size.indexOf(' ') + 1));
            return columns > 0 ? columns : DEFAULT_WIDTH;
        } catch (IOException | NumberFormatException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private static int given(String columns) {
        return columns != null && columns.matches("\\d{1,4}") ? Integer.parseInt(columns) : DEFAULT_WIDTH;
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
