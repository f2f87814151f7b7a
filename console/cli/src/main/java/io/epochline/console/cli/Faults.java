package io.epochline.console.cli;

import io.epochline.analyzer.AnalyzerException;
import io.epochline.artifacts.ArtifactException;
import io.epochline.compute.ComputeException;
import io.epochline.console.cli.output.Style;
import io.epochline.console.cli.output.Terminal;
import io.epochline.console.report.ReportException;
import io.epochline.events.FailureCode;
import io.epochline.events.InvalidEventException;
import io.epochline.events.kafka.KafkaUnreachableException;
import io.epochline.sampler.SamplerException;
import io.epochline.standalone.StandaloneException;
import io.epochline.trainer.TrainerException;
import org.apache.kafka.common.errors.InterruptException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place where what went wrong becomes a message and an exit code. */
final class Faults implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private final Terminal terminal;
    private final Epochline root;

    Faults(Terminal terminal, Epochline root) {
        this.terminal = terminal;
        this.root = root;
    }

    @Override
    public int handleParseException(ParameterException fault, String[] arguments) {
        CommandLine command = fault.getCommandLine();
        complain(fault.getMessage());
        UnmatchedArgumentException.printSuggestions(fault, command.getErr());
        terminal.err()
                .println("See '%s --help'.".formatted(command.getCommandSpec().qualifiedName()));
        return ExitCode.BAD_INPUT;
    }

    @Override
    public int handleExecutionException(Exception fault, CommandLine command, ParseResult parsed) {
        if (fault instanceof ParameterException usage) {
            return handleParseException(usage, new String[0]);
        }
        if (root.debug) {
            fault.printStackTrace(terminal.err());
        }
        if (interrupted(fault)) {
            terminal.err().println("Interrupted.");
            return ExitCode.INTERRUPTED;
        }
        boolean ours = exitCode(fault) != ExitCode.WORK_FAILED || isExpected(fault);
        complain(
                ours
                        ? fault.getMessage()
                        : "Internal error: %s. Run again with --debug for where it happened.".formatted(fault));
        return exitCode(fault);
    }

    private void complain(String message) {
        terminal.err().println(terminal.styled(Style.BAD, "error: ") + message);
    }

    private static boolean isExpected(Exception fault) {
        return fault instanceof CliException
                || fault instanceof StandaloneException
                || fault instanceof TrainerException
                || fault instanceof SamplerException
                || fault instanceof ComputeException;
    }

    static int exitCode(Exception fault) {
        return switch (fault) {
            case CliException own -> own.exitCode();
            case InvalidEventException invalid -> ExitCode.BAD_INPUT;
            case KafkaUnreachableException away -> ExitCode.OUT_OF_REACH;
            case ArtifactException artifact -> ofArtifact(artifact.kind());
            case AnalyzerException log -> ExitCode.BAD_INPUT;
            case ReportException report -> ExitCode.BAD_INPUT;
            case TrainerException trainer -> ofFailure(trainer.code());
            case SamplerException sampler -> ofFailure(sampler.failure().code());
            case ComputeException compute ->
                compute.category() == ComputeException.Category.USER ? ExitCode.BAD_INPUT : ExitCode.WORK_FAILED;
            default -> ExitCode.WORK_FAILED;
        };
    }

    private static int ofArtifact(ArtifactException.Kind kind) {
        return switch (kind) {
            case UNAVAILABLE, DENIED -> ExitCode.OUT_OF_REACH;
            case NOT_FOUND, INVALID -> ExitCode.BAD_INPUT;
        };
    }

    private static int ofFailure(FailureCode code) {
        if (code == FailureCode.STORE_UNAVAILABLE) {
            return ExitCode.OUT_OF_REACH;
        }
        return code.category() == FailureCode.Category.USER ? ExitCode.BAD_INPUT : ExitCode.WORK_FAILED;
    }

    private static boolean interrupted(Throwable fault) {
        if (Thread.currentThread().isInterrupted()) {
            return true;
        }
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException || cause instanceof InterruptException) {
                return true;
            }
        }
        return false;
    }
}
