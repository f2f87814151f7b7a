package io.epochline.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.ArtifactStores;
import io.epochline.artifacts.StoreConfig;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A worker is killed while a program runs: the program goes with it, and another attempt ends the run. */
@Timeout(120)
class CommandWorkerKilledTest {

    private static final String SCRIPT = """
            echo $$ > "$HERE/pids"
            echo "epoch=1 val_loss=0.5"
            [ $EPOCHLINE_ATTEMPT = 1 ] && { echo epoch=2; exec sleep 1000; }
            echo "epoch=2 val_loss=0.4"
            """;

    @TempDir
    Path home;

    /** The worker that is to be killed. It says so when the first epoch was told of. */
    public static void main(String[] arguments) throws InterruptedException {
        TestPrograms worker = new TestPrograms(Path.of(arguments[0]), store(Path.of(arguments[0])));
        Thread.ofPlatform().daemon().start(() -> run(worker));
        worker.awaitEpochs(1);
        System.out.println("told");
        Thread.currentThread().join();
    }

    private static ArtifactStore store(Path home) {
        return ArtifactStores.open(StoreConfig.of(
                null, null, null, null, null, home.resolve("store").toString()));
    }

    private static RunFinished run(TestPrograms worker) {
        return worker.run(SCRIPT, "env: {HERE: '{here}'}", "");
    }

    private static int exitCode(Process process) {
        return process.onExit().join().exitValue();
    }

    @Test
    void theProgramEndsWithItsWorkerAndAnotherAttemptEndsTheRun() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "a system that ends orphans");
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CommandWorkerKilledTest.class.getName(),
                        home.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = killed.inputReader()) {
            List<String> lines = new ArrayList<>();
            while (lines.isEmpty() || !"told".equals(lines.getLast())) {
                String line = out.readLine();
                assertThat(line)
                        .as(() -> "the worker has ended with %d, saying %s".formatted(exitCode(killed), lines))
                        .isNotNull();
                lines.add(line);
            }
        } finally {
            killed.destroyForcibly().waitFor();
        }
        TestPrograms next = new TestPrograms(home, store(home));
        next.awaitEnds();

        RunFinished finished = run(next);

        assertThat(finished.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(finished.attempt()).isEqualTo(2);
        assertThat(finished.summary().epochs()).isEqualTo(2);
        assertThat(finished.summary().bestValLoss()).isEqualTo(0.4);
        assertThat(home.resolve("work")).isEmptyDirectory();
    }
}
