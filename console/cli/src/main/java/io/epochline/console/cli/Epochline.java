package io.epochline.console.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command above all commands: what they share, and the help. */
@Command(
        name = "./epochline",
        mixinStandardHelpOptions = true,
        version = "Epochline 0.1.0",
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        description = "Trains models and makes them better, by events.",
        footer = {
            "",
            "Commands of the launcher itself:",
            "  test      Run the whole test suite.",
            "  format    Format the sources.",
            "",
            "Exit status: 0 done, 1 the work failed, 2 bad usage or input, 3 a service is out of reach.",
            "Colours are off with NO_COLOR. Guide: docs/guides/command-line.md"
        })
final class Epochline implements Runnable {

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Write results as JSON to standard output, all else to standard error.")
    boolean json;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show what libraries log, and stack traces of what goes wrong.")
    boolean debug;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine all = spec.commandLine();
        all.usage(all.getOut());
    }
}
