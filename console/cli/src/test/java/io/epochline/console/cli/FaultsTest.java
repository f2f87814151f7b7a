package io.epochline.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.compute.ComputeException;
import io.epochline.console.cli.TestingCli.Ran;
import io.epochline.events.FailureCode;
import io.epochline.events.InvalidEventException;
import io.epochline.trainer.TrainerException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultsTest {

    @TempDir
    Path home;

    @Test
    void whatTheUserCanMendIsBadInput() {
        assertThat(Faults.exitCode(new InvalidEventException("x"))).isEqualTo(2);
        assertThat(Faults.exitCode(TrainerException.data("x"))).isEqualTo(2);
        assertThat(Faults.exitCode(new ComputeException("c", ComputeException.Category.USER, "x")))
                .isEqualTo(2);
    }

    @Test
    void aServiceThatIsAwayIsOutOfReach() {
        assertThat(Faults.exitCode(new TrainerException(FailureCode.STORE_UNAVAILABLE, "x")))
                .isEqualTo(3);
        assertThat(Faults.exitCode(CliException.outOfReach("x"))).isEqualTo(3);
    }

    @Test
    void whatIsNobodysFaultIsFailedWork() {
        assertThat(Faults.exitCode(new IllegalStateException("x"))).isEqualTo(1);
        assertThat(Faults.exitCode(new ComputeException("c", ComputeException.Category.INTERNAL, "x")))
                .isEqualTo(1);
    }

    @Test
    void anUnknownCommandGetsASuggestionAndNoStackTrace() {
        Ran ran = new TestingCli(home).run("sumbit", "x.yaml");

        assertThat(ran.exitCode()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("Did you mean: ./epochline submit?").doesNotContain("\tat ");
    }

    @Test
    void aMistakeHasAStackTraceWithDebugOnly() {
        assertThat(new TestingCli(home).run("submit", "none.yaml").err()).doesNotContain("\tat ");
        assertThat(new TestingCli(home).run("submit", "none.yaml", "--debug").err())
                .contains("\tat io.epochline");
    }

    @Test
    void anInterruptionEndsWith130() {
        Thread.currentThread().interrupt();
        try {
            Ran ran = new TestingCli(home).run("submit", "none.yaml");
            assertThat(ran.exitCode()).isEqualTo(130);
            assertThat(ran.err()).isEqualTo("Interrupted.\n");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void withoutACommandThereIsHelp() {
        Ran ran = new TestingCli(home).run();

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out())
                .contains(
                        "demo", "up", "down", "status", "submit", "runs", "show", "events", "analyze", "test",
                        "format");
    }
}
