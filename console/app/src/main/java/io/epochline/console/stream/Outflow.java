package io.epochline.console.stream;

import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;

/** Hands an event on when the one before has left for the client; gives up on a client that takes none for too long. */
final class Outflow {

    private static final Duration STEP = Duration.ofMillis(5);

    private final MultiEmitter<? super OutboundSseEvent> emitter;
    private final Duration patience;
    private boolean tooSlow;

    Outflow(MultiEmitter<? super OutboundSseEvent> emitter, Duration patience) {
        this.emitter = emitter;
        this.patience = patience;
    }

    boolean isOpen() {
        return !tooSlow && !emitter.isCancelled();
    }

    boolean isTooSlow() {
        return tooSlow;
    }

    boolean send(OutboundSseEvent event) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (isOpen() && emitter.requested() == 0) {
            if (System.nanoTime() > deadline) {
                tooSlow = true;
            } else {
                Thread.sleep(STEP);
            }
        }
        if (isOpen()) {
            emitter.emit(event);
        }
        return isOpen();
    }
}
