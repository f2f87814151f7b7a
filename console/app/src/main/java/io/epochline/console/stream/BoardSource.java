package io.epochline.console.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.epochline.console.live.Changed;
import io.epochline.console.live.Watcher;
import io.epochline.events.Json;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.Optional;

/** Word of what changed on the board, a few times a second at most. */
final class BoardSource implements SseSource {

    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration PACE = Duration.ofMillis(250);

    private final Sse sse;
    private final Watcher watcher;

    BoardSource(Sse sse, Watcher watcher) {
        this.sse = sse;
        this.watcher = watcher;
    }

    @Override
    public boolean pump(Outlet outlet) throws InterruptedException {
        Optional<Changed> changed = watcher.take(WAIT);
        if (changed.isEmpty()) {
            return false;
        }
        outlet.send(
                sse.newEventBuilder().name("changed").data(json(changed.get())).build());
        Thread.sleep(PACE);
        return true;
    }

    private static String json(Changed changed) {
        try {
            return Json.MAPPER.writeValueAsString(changed);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write as JSON: " + changed, e);
        }
    }

    /** A client that comes back asks the API how things stand. */
    @Override
    public String resumeAt() {
        return "";
    }

    @Override
    public void close() {
        watcher.close();
    }
}
