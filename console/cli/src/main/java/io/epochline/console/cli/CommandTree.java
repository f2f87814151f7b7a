package io.epochline.console.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.RunLast;

/** All commands, ready to run in a session. */
final class CommandTree {

    private CommandTree() {}

    static CommandLine of(Session session) {
        Epochline root = new Epochline();
        CommandLine all = new CommandLine(root)
                .addSubcommand(new DemoCommand(session))
                .addSubcommand(new UpCommand(session))
                .addSubcommand(new DownCommand(session))
                .addSubcommand(new StatusCommand(session))
                .addSubcommand(new SubmitCommand(session))
                .addSubcommand(new RunsCommand(session))
                .addSubcommand(new ShowCommand(session))
                .addSubcommand(new WatchCommand(session))
                .addSubcommand(new CancelCommand(session))
                .addSubcommand(new PauseCommand(session))
                .addSubcommand(new ContinueCommand(session))
                .addSubcommand(new CampaignCommand(session))
                .addSubcommand(new ProposalsCommand(session))
                .addSubcommand(new CompareCommand(session))
                .addSubcommand(new TableCommand(session))
                .addSubcommand(new ArtifactsCommand(session))
                .addSubcommand(new PlotCommand(session))
                .addSubcommand(new ExportCommand(session))
                .addSubcommand(new EventsCommand(session))
                .addSubcommand(new AnalyzeCommand(session))
                .addSubcommand(new ModelCommand(session))
                .addSubcommand(new BenchCommand(session));
        all.getSubcommands()
                .values()
                .forEach(command -> command.getCommandSpec().usageMessage().footer());
        Faults faults = new Faults(session.terminal(), root);
        return all.setOut(new PrintWriter(session.terminal().out(), true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(session.terminal().err(), true, StandardCharsets.UTF_8))
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(session.terminal().colour() ? Ansi.ON : Ansi.OFF))
                .setUsageHelpWidth(Math.max(55, session.terminal().width()))
                .setParameterExceptionHandler(faults)
                .setExecutionExceptionHandler(faults)
                .setExecutionStrategy(parsed -> {
                    Logs.configure(root.debug);
                    return new RunLast().execute(parsed);
                });
    }
}
