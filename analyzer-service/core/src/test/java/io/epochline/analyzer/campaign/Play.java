package io.epochline.analyzer.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.epochline.events.CampaignRequested;
import io.epochline.events.Event;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.JobRequested;
import io.epochline.events.Json;
import java.util.ArrayList;
import java.util.List;

/** Plays events to a campaign; between any two it is written as JSON and read back, as after a restart. */
final class Play {
    private final List<Event> told = new ArrayList<>();
    private Campaign now;

    Play(CampaignRequested request) {
        now = Campaign.begin(request).next();
    }

    void tell(Event... events) {
        for (Event event : events) {
            Decision decision = now.on(event);
            told.addAll(decision.events());
            now = restarted(decision.next());
        }
    }

    void tell(List<Event> events) {
        events.forEach(this::tell);
    }

    Campaign now() {
        return now;
    }

    List<Event> told() {
        return told;
    }

    List<JobRequested> jobs() {
        return told.stream()
                .filter(JobRequested.class::isInstance)
                .map(JobRequested.class::cast)
                .toList();
    }

    ExperimentFinished reported() {
        Decision decision = ((Reporting) now).reported("It went well.", List.of());
        now = restarted(decision.next());
        return (ExperimentFinished) decision.events().get(0);
    }

    private static Campaign restarted(Campaign campaign) {
        try {
            String json = Json.MAPPER.writerFor(Campaign.class).writeValueAsString(campaign);
            Campaign read = Json.MAPPER.readValue(json, Campaign.class);
            assertThat(read).isEqualTo(campaign);
            return read;
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
