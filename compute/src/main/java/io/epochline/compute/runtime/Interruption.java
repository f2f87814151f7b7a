package io.epochline.compute.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.RunOptions;

/**
 * Ends runs of graphs from another thread, between two of their operators. A request holds until it is withdrawn, so that
 * one that comes just before a run ends that run.
 */
public final class Interruption implements AutoCloseable {

    private final RunOptions keeping = options();
    private final RunOptions trimming = options();
    private boolean requested;
    private boolean closed;

    public Interruption() {
        try {
            trimming.addRunConfigEntry("memory.enable_memory_arena_shrinkage", "cpu:0");
        } catch (OrtException e) {
            throw RuntimeFault.of("to prepare runs", e);
        }
    }

    private static RunOptions options() {
        OnnxRuntime.environment();
        try {
            RunOptions options = new RunOptions();
            // What goes wrong is thrown; the runtime would print the end of a Scan besides.
            options.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            return options;
        } catch (OrtException e) {
            throw RuntimeFault.of("to prepare runs", e);
        }
    }

    /** Ends the run that is going on, and all that are started before the request is withdrawn. */
    public void request() {
        set(true);
    }

    public void withdraw() {
        set(false);
    }

    /** Of a run that leaves the memory that it took with its session, for the next one. */
    RunOptions keeping() {
        return keeping;
    }

    /** Of a run that gives the memory that it took back to the machine. */
    RunOptions trimming() {
        return trimming;
    }

    synchronized boolean isRequested() {
        return requested;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            keeping.close();
            trimming.close();
        }
    }

    private synchronized void set(boolean request) {
        requested = request;
        if (closed) {
            return;
        }
        try {
            keeping.setTerminate(request);
            trimming.setTerminate(request);
        } catch (OrtException e) {
            throw RuntimeFault.of("to interrupt", e);
        }
    }
}
