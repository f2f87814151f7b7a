package io.epochline.analyzer.proposal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The latest answers of a pure function. Runs of one experiment ask the same of the same losses and models. */
final class Recent<K, V> {
    private final Map<K, V> answers;

    Recent(int most) {
        this.answers = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /** Computed outside the lock: two threads may compute the same, which does no harm. */
    V of(K key, Supplier<V> function) {
        synchronized (answers) {
            V known = answers.get(key);
            if (known != null) {
                return known;
            }
        }
        V answer = function.get();
        synchronized (answers) {
            answers.put(key, answer);
        }
        return answer;
    }
}
