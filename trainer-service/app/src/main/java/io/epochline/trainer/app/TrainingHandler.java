package io.epochline.trainer.app;

import io.epochline.events.JobRequested;
import io.epochline.events.kafka.JobQueue;
import io.epochline.trainer.StopSignal;
import io.epochline.trainer.Trainer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.jboss.logging.Logger;

/** Trains what the queue hands out, and times it: {@code epochline.jobs} by outcome, {@code epochline.jobs.running}. */
@ApplicationScoped
class TrainingHandler implements JobQueue.Handler {

    private static final Logger LOG = Logger.getLogger(TrainingHandler.class);

    private final Trainer trainer;
    private final StopSignals signals;
    private final MeterRegistry meters;

    TrainingHandler(Trainer trainer, StopSignals signals, MeterRegistry meters) {
        this.trainer = trainer;
        this.signals = signals;
        this.meters = meters;
        meters.gauge("epochline.jobs.running", signals, StopSignals::running);
    }

    @Override
    public JobQueue.Outcome handle(JobRequested job) {
        LOG.infof("Job %s begins", job.jobId());
        StopSignal signal = signals.begin(job);
        Timer.Sample sample = Timer.start(meters);
        String outcome = "failed";
        try {
            Trainer.Outcome end = trainer.run(job, signal);
            outcome = end.name().toLowerCase(Locale.ROOT);
            return switch (end) {
                case FINISHED, PAUSED -> JobQueue.Outcome.DONE;
                case RELEASED -> JobQueue.Outcome.RELEASED;
            };
        } finally {
            signals.end(signal);
            sample.stop(meters.timer("epochline.jobs", "outcome", outcome));
            LOG.infof("Job %s %s", job.jobId(), outcome);
        }
    }

    @Override
    public void exhausted(JobRequested job, int deliveries) {
        LOG.errorf("Job %s was delivered %d times without an end", job.jobId(), deliveries);
        trainer.abandon(job, deliveries);
    }
}
