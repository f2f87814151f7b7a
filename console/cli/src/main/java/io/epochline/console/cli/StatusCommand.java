package io.epochline.console.cli;

import io.epochline.console.cli.output.Format;
import io.epochline.console.cli.output.Table;
import io.epochline.console.cli.output.Terminal;
import io.epochline.standalone.ProcessStatus;
import io.epochline.standalone.ServerAddress;
import io.epochline.standalone.Supervisor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** Says what runs. */
@Command(
        name = "status",
        description = "Show which processes run, their ports and memory. Exit status 3 unless all of them answer.")
final class StatusCommand implements Callable<Integer> {

    private final Session session;

    @ParentCommand
    private Epochline root;

    StatusCommand(Session session) {
        this.session = session;
    }

    private record Report(boolean up, Addresses addresses, List<Process> processes) {}

    private record Process(String name, String state, long pid, List<Integer> ports, Long residentBytes) {

        static Process of(ProcessStatus status) {
            OptionalLong bytes = status.residentBytes();
            return new Process(
                    status.name(),
                    status.state().name().toLowerCase(Locale.ROOT),
                    status.pid(),
                    status.ports(),
                    bytes.isPresent() ? bytes.getAsLong() : null);
        }
    }

    @Override
    public Integer call() {
        Installation installation = session.installation();
        Supervisor supervisor = installation.supervisor();
        List<Process> processes = supervisor.status().stream().map(Process::of).toList();
        boolean up = !processes.isEmpty()
                && processes.stream().allMatch(process -> process.state().equals("running"));
        Optional<ServerAddress> server = supervisor.address();
        Addresses addresses =
                server.map(address -> Addresses.of(installation, address)).orElse(null);
        if (root.json) {
            session.terminal().json(new Report(up, addresses, processes));
        } else {
            print(up, addresses, processes);
        }
        return up ? ExitCode.DONE : ExitCode.OUT_OF_REACH;
    }

    private void print(boolean up, Addresses addresses, List<Process> processes) {
        Terminal terminal = session.terminal();
        if (processes.isEmpty()) {
            terminal.line("Epochline is not running here. Start it with './epochline up'.");
            return;
        }
        Table table = new Table("process", "state", ">pid", "port", ">memory");
        long total = 0;
        for (Process process : processes) {
            Long bytes = process.residentBytes();
            total += bytes == null ? 0 : bytes;
            String ports = process.ports().stream().map(Object::toString).collect(Collectors.joining(", "));
            table.row(process.name(), process.state(), process.pid(), ports, bytes == null ? "" : Format.bytes(bytes));
        }
        table.row("together", "", "", "", Format.bytes(total)).print(terminal);
        if (addresses != null) {
            addresses.print(terminal);
        }
        if (!up) {
            terminal.line(
                    "Not all of it answers: './epochline up' replaces what is dead. Logs are in .epochline/logs.");
        }
    }
}
