package io.epochline.analyzer.campaign;

import java.util.List;
import java.util.stream.Stream;

/**
 * Where a campaign stands.
 *
 * @param state {@code baseline}, {@code proposing}, {@code trying}, {@code confirming}, or {@code over}
 * @param rounds in their order, the last as far as it has come
 */
public record Standing(String state, Progress progress, List<Round> rounds) {

    static Standing of(String state, Progress progress, Round now) {
        return new Standing(
                state,
                progress,
                Stream.concat(progress.past().stream(), Stream.of(now)).toList());
    }

    public boolean isOver() {
        return state.equals("over");
    }
}
