package io.epochline.compute.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession.RunOptions;

/**
 * Ends runs of graphs from another thread, between two of their operators. A request holds until it is withdrawn, so that
 * one that comes just before a run ends that run.
 */
public final class Interruption implements AutoCloseable {

    private final RunOptions options;
    private boolean requested;
    private boolean closed;

    public Interruption() {
        OnnxRuntime.environment();
        try {
            options = new RunOptions();
            // What goes wrong is thrown; the runtime would print the end of a Scan besides.
            options.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
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

    RunOptions options() {
        return options;
    }

    synchronized boolean isRequested() {
        return requested;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            options.close();
        }
    }

    private synchronized void set(boolean request) {
        requested = request;
        if (closed) {
            return;
        }
        try {
            options.setTerminate(request);
        } catch (OrtException e) {
            throw RuntimeFault.of("to interrupt", e);
        }
    }
}
