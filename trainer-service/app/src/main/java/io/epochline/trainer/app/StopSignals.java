package io.epochline.trainer.app;

import io.epochline.events.Decoded;
import io.epochline.events.JobCancelRequested;
import io.epochline.trainer.StopSignal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Which jobs were cancelled, ever, and what tells those that run here to stop. */
@ApplicationScoped
class StopSignals {

    private static final Logger LOG = Logger.getLogger(StopSignals.class);

    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
    private final Map<StopSignal, String> running = new ConcurrentHashMap<>();
    private volatile boolean releasing;

    /** Every worker hears every cancellation from the first on, so that a job cancelled before it began never begins. */
    @Incoming("control")
    void hear(Decoded message) {
        switch (message) {
            case Decoded.Valid(JobCancelRequested cancel) -> {
                cancelled.add(cancel.jobId());
                running.forEach((signal, job) -> {
                    if (job.equals(cancel.jobId())) {
                        signal.cancel();
                    }
                });
            }
            case Decoded.Valid(var other) -> LOG.warnf("Not a command for a trainer: %s", other.id());
            case Decoded.Invalid(String reason) -> LOG.warnf("A command that cannot be read: %s", reason);
        }
    }

    /** The signal of a job that begins here; it may be given already. */
    StopSignal begin(String jobId) {
        StopSignal signal = new StopSignal();
        running.put(signal, jobId);
        if (cancelled.contains(jobId)) {
            signal.cancel();
        }
        if (releasing) {
            signal.release();
        }
        return signal;
    }

    void end(StopSignal signal) {
        running.remove(signal);
    }

    int running() {
        return running.size();
    }

    /** Lets go of all jobs: this worker is about to stop. */
    void releaseAll() {
        releasing = true;
        running.keySet().forEach(StopSignal::release);
    }
}
