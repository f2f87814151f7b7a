package io.epochline.console.api;

import io.epochline.compute.Spelling;
import java.util.Collection;

/** The root of what the API throws: an answer other than the one that was asked for. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }

    public static ProblemException notFound(String what, String id, Collection<String> known) {
        return of(404, "Not found", "There is no %s '%s'.%s".formatted(what, id, Spelling.hint(id, known)));
    }

    static ProblemException noArtifact(String name, Collection<String> known) {
        String hint = known.isEmpty() ? " Nothing is stored here yet." : Spelling.hint(name, known);
        return of(404, "Not found", "There is no artifact '%s' here.%s".formatted(name, hint));
    }

    static ProblemException badArtifactName(String name) {
        return of(
                400,
                "Not an artifact name",
                "An artifact name must be a path inside the folder, such as 'segments/000001.npz', found: '%s'"
                        .formatted(name));
    }

    public static ProblemException parameter(String name, String expected, Object found) {
        return of(400, "Bad parameter", "'%s' must be %s, found: %s".formatted(name, expected, found));
    }

    static ProblemException taken(String id) {
        return of(409, "Taken", "'%s' was asked for before. Maybe leave id out, a new one is made then.".formatted(id));
    }

    static ProblemException over(String id, String state) {
        return of(409, "Over", "'%s' cannot be cancelled: it has %s already.".formatted(id, state));
    }

    static ProblemException notNow(String id, String what, String state) {
        return of(409, "Not now", "'%s' cannot be %s: it is %s.".formatted(id, what, state));
    }

    static ProblemException notLed(String id) {
        return of(
                409,
                "Not led",
                "'%s' is no study or campaign, so nobody leads it. Maybe cancel its run.".formatted(id));
    }

    public static ProblemException badPosition(String expected, String found) {
        return of(
                400,
                "Bad position",
                "Last-Event-ID must be %s, found: %s. Maybe leave it out.".formatted(expected, found));
    }

    public static ProblemException tooManyStreams(int limit) {
        return of(
                503,
                "Too many streams",
                "%d streams are open, which is the limit. Maybe close one, or raise epochline.console.streams."
                        .formatted(limit));
    }

    static ProblemException foreignOrigin(String origin) {
        return of(403, "Foreign origin", "A page of '%s' may not change anything here.".formatted(origin));
    }

    static ProblemException unknownHost(String host) {
        return of(
                421,
                "Not our name",
                "The console must be asked for by an address, or by a name in epochline.console.hosts, found: %s. Maybe add it."
                        .formatted(host));
    }

    private static ProblemException of(int status, String title, String message) {
        return new ProblemException(Problem.of(status, title, message));
    }
}
