package io.epochline.sampler.app;

import io.epochline.events.Json;
import io.epochline.sampler.study.Study;
import io.epochline.sampler.study.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Studies in rows: {@code <experiment>} holds the study without its trials, {@code <experiment>/<number>} one trial. A
 * trial more is a row more, and a row that has not changed is not written again.
 */
final class StudyRows {

    static final String STORE = "studies";

    private final KeyValueStore<String, byte[]> store;

    StudyRows(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    Optional<Study> find(String experimentId) {
        byte[] row = store.get(experimentId);
        return row == null
                ? Optional.empty()
                : Optional.of(read(row, Study.class).withTrials(trials(experimentId)));
    }

    void put(Study study) {
        write(study.experimentId(), study.withTrials(List.of()));
        for (Trial trial : study.trials()) {
            write(trialKey(study.experimentId(), trial.number()), trial);
        }
    }

    private List<Trial> trials(String experimentId) {
        List<Trial> trials = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> rows =
                store.range(trialKey(experimentId, 0), trialKey(experimentId, Integer.MAX_VALUE))) {
            while (rows.hasNext()) {
                KeyValue<String, byte[]> row = rows.next();
                trials.add(read(row.value, Trial.class));
            }
        }
        return trials;
    }

    private void write(String key, Object value) {
        try {
            byte[] row = Json.MAPPER.writeValueAsBytes(value);
            if (!Arrays.equals(row, store.get(key))) {
                store.put(key, row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T read(byte[] row, Class<T> type) {
        try {
            return Json.MAPPER.readValue(row, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Padded, so that the order of keys is that of numbers. */
    private static String trialKey(String experimentId, int number) {
        return "%s/%010d".formatted(experimentId, number);
    }
}
