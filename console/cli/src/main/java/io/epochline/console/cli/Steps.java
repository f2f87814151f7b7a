package io.epochline.console.cli;

import io.epochline.console.cli.output.Format;
import io.epochline.console.cli.output.Style;
import io.epochline.console.cli.output.Terminal;
import io.epochline.standalone.Step;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells what the supervisor does, a line a step. */
record Steps(Terminal terminal) implements Consumer<Step> {

    @Override
    public void accept(Step step) {
        String what = step.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String line = Format.text("  %-10s %-15s ", step.process(), what);
        terminal.line(line + terminal.styled(Style.FAINT, step.detail()));
    }
}
