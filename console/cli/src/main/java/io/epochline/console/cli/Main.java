package io.epochline.console.cli;

/** The process. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Interruption interruption = Interruption.of(Thread.currentThread());
        int exitCode = CommandTree.of(Session.ofProcess()).execute(arguments);
        interruption.workIsOver();
        System.exit(exitCode);
    }
}
