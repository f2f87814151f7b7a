package io.epochline.trainer.app;

import io.epochline.events.Decoded;
import io.epochline.events.JobCancelRequested;
import io.epochline.events.JobPauseRequested;
import io.epochline.events.JobRequested;
import io.epochline.trainer.StopSignal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Which jobs were cancelled, pruned or paused, ever, and what tells those that run here to stop. */
@ApplicationScoped
class StopSignals {

    private static final Logger LOG = Logger.getLogger(StopSignals.class);

    private final Map<String, StopSignal.Ending> ended = new ConcurrentHashMap<>();
    private final Map<String, JobPauseRequested> paused = new ConcurrentHashMap<>();
    private final Map<StopSignal, JobRequested> running = new ConcurrentHashMap<>();
    private volatile boolean releasing;

    /** Every worker hears every command from the first on, so that a job cancelled before it began never begins. */
    @Incoming("control")
    void hear(Decoded message) {
        switch (message) {
            case Decoded.Valid(JobCancelRequested cancel) -> {
                StopSignal.Ending ending = new StopSignal.Ending(cancel.status(), cancel.reason());
                ended.putIfAbsent(cancel.jobId(), ending);
                running.forEach((signal, job) -> {
                    if (job.jobId().equals(cancel.jobId())) {
                        signal.end(ending);
                    }
                });
            }
            case Decoded.Valid(JobPauseRequested pause) -> {
                paused.merge(pause.jobId(), pause, StopSignals::later);
                running.forEach((signal, job) -> {
                    if (job.precedes(pause)) {
                        signal.pause(pause);
                    }
                });
            }
            case Decoded.Valid(var other) -> LOG.warnf("Not a command for a trainer: %s", other.id());
            case Decoded.Invalid(String reason) -> LOG.warnf("A command that cannot be read: %s", reason);
        }
    }

    /** The signal of a job that begins here; it may be given already. */
    StopSignal begin(JobRequested job) {
        StopSignal signal = new StopSignal();
        running.put(signal, job);
        StopSignal.Ending ending = ended.get(job.jobId());
        if (ending != null) {
            signal.end(ending);
        }
        JobPauseRequested pause = paused.get(job.jobId());
        if (pause != null && job.precedes(pause)) {
            signal.pause(pause);
        }
        if (releasing) {
            signal.release();
        }
        return signal;
    }

    private static JobPauseRequested later(JobPauseRequested one, JobPauseRequested other) {
        return other.pause() > one.pause() ? other : one;
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
