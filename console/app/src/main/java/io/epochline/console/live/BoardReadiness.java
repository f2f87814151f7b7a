package io.epochline.console.live;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the board has seen what was there at the start: before that it would show less than there is. */
@Readiness
@Singleton
class BoardReadiness implements HealthCheck {

    private final LiveBoard live;

    @Inject
    BoardReadiness(LiveBoard live) {
        this.live = live;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("events read to the end")
                .status(live.caughtUp())
                .withData("reader", live.fault().isEmpty() ? "reading" : live.fault())
                .build();
    }
}
