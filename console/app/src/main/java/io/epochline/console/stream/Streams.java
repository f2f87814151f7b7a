package io.epochline.console.stream;

import io.epochline.console.api.ProblemException;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.http.HttpConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Runs each stream on a thread of its own, at the pace of its client. */
@Singleton
class Streams {

    private static final Logger LOG = Logger.getLogger(Streams.class);
    /** Sent when nothing else is, so that proxies keep the connection and dead clients are noticed. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final int limit;
    private final Duration patience;
    private final Semaphore free;
    private volatile boolean stopping;

    @Inject
    Streams(
            @ConfigProperty(name = "epochline.console.streams") int limit,
            @ConfigProperty(name = "epochline.console.slow-client", defaultValue = "10s") Duration patience) {
        this.limit = limit;
        this.patience = patience;
        this.free = new Semaphore(limit);
    }

    /** @param opener opens the source, before the answer begins, so that its fault can still be the answer */
    Multi<OutboundSseEvent> stream(Sse sse, HttpConnection connection, Supplier<SseSource> opener) {
        if (!free.tryAcquire()) {
            throw ProblemException.tooManyStreams(limit);
        }
        SseSource source;
        try {
            source = opener.get();
        } catch (RuntimeException e) {
            free.release();
            throw e;
        }
        return Multi.createFrom()
                .emitter(emitter -> start(sse, connection, source, emitter), BackPressureStrategy.BUFFER);
    }

    private void start(
            Sse sse, HttpConnection connection, SseSource source, MultiEmitter<? super OutboundSseEvent> emitter) {
        Thread thread = new Thread(() -> run(sse, connection, source, emitter), "event stream");
        thread.setDaemon(true);
        thread.start();
    }

    private void run(
            Sse sse, HttpConnection connection, SseSource source, MultiEmitter<? super OutboundSseEvent> emitter) {
        Outflow outflow = new Outflow(emitter, patience);
        try (source) {
            outflow.send(sse.newEventBuilder().comment("open").build());
            long quietSince = System.nanoTime();
            while (outflow.isOpen() && !stopping) {
                if (source.pump(outflow::send)) {
                    quietSince = System.nanoTime();
                } else if (System.nanoTime() - quietSince > HEARTBEAT.toNanos()) {
                    outflow.send(sse.newEventBuilder().comment("still here").build());
                    quietSince = System.nanoTime();
                }
            }
            if (outflow.isTooSlow()) {
                dismiss(sse, connection, source, emitter);
            }
            emitter.complete();
        } catch (InterruptedException e) {
            emitter.complete();
        } catch (RuntimeException e) {
            if (!emitter.isCancelled()) {
                LOG.warnf("A stream of events broke off: %s", e);
                emitter.fail(e);
            }
        } finally {
            free.release();
        }
    }

    /** Says why and where to go on, gives that the time to leave, and hangs up. */
    private void dismiss(
            Sse sse, HttpConnection connection, SseSource source, MultiEmitter<? super OutboundSseEvent> emitter)
            throws InterruptedException {
        emitter.emit(sse.newEventBuilder()
                .name("dropped")
                .data("{\"reason\":\"this client took no event for %d s\",\"resume_at\":\"%s\"}"
                        .formatted(patience.toSeconds(), source.resumeAt()))
                .build());
        emitter.complete();
        Thread.sleep(patience);
        connection.close();
    }

    void stop(@Observes ShutdownEvent event) {
        stopping = true;
    }
}
