package io.epochline.console.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C interrupts the thread that works and gives it time to put things in order. The JVM then ends with
 * {@link ExitCode#INTERRUPTED}, as it does on SIGINT by itself.
 */
final class Interruption {

    /** Stopping all services takes a few seconds; a hung one is killed after 15 s. */
    private static final int GRACE_SECONDS = 60;

    private final CountDownLatch over = new CountDownLatch(1);

    private Interruption() {}

    static Interruption of(Thread worker) {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> interruption.end(worker), "interruption"));
        return interruption;
    }

    private void end(Thread worker) {
        if (over.getCount() == 0) {
            return;
        }
        worker.interrupt();
        try {
            if (!over.await(GRACE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("Did not end in time. './epochline status' shows what still runs.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does what must be done even so, and has the interruption go on afterwards. */
    static void putAside(Runnable duty) {
        boolean interrupted = Thread.interrupted();
        try {
            duty.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void workIsOver() {
        over.countDown();
    }
}
