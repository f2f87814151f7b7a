package io.epochline.console.cli.output;

import java.util.List;

/**
 * A few lines at the bottom of the terminal that are rewritten in place, under lines that stay. Where the terminal is none,
 * only the lines that stay are written.
 */
public final class LiveLines implements AutoCloseable {

    private static final String UP_AND_CLEAR = "\u001b[1A\u001b[2K";

    private final Terminal terminal;
    private List<String> shown = List.of();

    public LiveLines(Terminal terminal) {
        this.terminal = terminal;
    }

    public Terminal terminal() {
        return terminal;
    }

    /** A line that stays. */
    public void keep(String line) {
        List<String> below = shown;
        erase();
        terminal.line(line);
        draw(below);
    }

    /** Replaces the lines that move. */
    public void show(List<String> lines) {
        List<String> fitted = lines.stream()
                .map(line -> Format.fit(line, terminal.width() - 1))
                .toList();
        if (terminal.live() && !fitted.equals(shown)) {
            erase();
            draw(fitted);
        }
    }

    private void erase() {
        terminal.out().print("\r".repeat(shown.isEmpty() ? 0 : 1) + UP_AND_CLEAR.repeat(shown.size()));
        shown = List.of();
    }

    private void draw(List<String> lines) {
        lines.forEach(terminal::line);
        shown = lines;
    }

    /** Takes the moving lines away, so that the terminal is as if they had never been. */
    @Override
    public void close() {
        erase();
        terminal.out().flush();
    }
}
