package io.epochline.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.standalone.ServiceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {

    private static final String COMMANDS = "epochline.trainer.commands";

    private static List<ServiceSpec> services(int trainers) {
        return new Installation(Path.of("/project"), Map.of()).services(trainers);
    }

    @Test
    void everyServiceHasAPortOfItsOwn() {
        assertThat(services(8)).extracting(ServiceSpec::port).doesNotHaveDuplicates();
        assertThat(services(2))
                .extracting(ServiceSpec::name)
                .containsExactly("trainer-1", "trainer-2", "analyzer", "sampler", "console");
    }

    @Test
    void trainersShareTheCores() {
        int cores = Runtime.getRuntime().availableProcessors();
        assertThat(services(1).getFirst().properties())
                .containsEntry("epochline.trainer.threads", Integer.toString(cores))
                .containsEntry("epochline.worker", "trainer-1");
        assertThat(services(8).getFirst().properties())
                .containsEntry("epochline.trainer.threads", Integer.toString(Math.max(1, cores / 8)));
    }

    @Test
    void whatDecidersRememberLiesWithTheData() {
        assertThat(services(1))
                .filteredOn(service -> List.of("analyzer", "sampler").contains(service.name()))
                .extracting(service -> service.properties().get("kafka-streams.state.dir"))
                .containsExactly(
                        "/project/.epochline/data/streams/analyzer", "/project/.epochline/data/streams/sampler");
    }

    @Test
    void programsAreThoseOfTheListThatThereIs(@TempDir Path home) throws IOException {
        assertThat(trainer(home, Map.of())).doesNotContainKey(COMMANDS);

        Path given = home.resolve("given.yaml");
        assertThat(trainer(home, Map.of("EPOCHLINE_TRAINER_COMMANDS", given.toString())))
                .as("a list that is named but not there is for the trainer to complain of")
                .containsEntry(COMMANDS, given.toString());

        Files.createDirectories(home.resolve(".epochline"));
        Path own = Files.createFile(home.resolve(".epochline/commands.yaml"));
        assertThat(trainer(home, Map.of())).containsEntry(COMMANDS, own.toString());
    }

    private static Map<String, String> trainer(Path home, Map<String, String> environment) {
        return new Installation(home, environment).services(1).getFirst().properties();
    }

    @Test
    void heapsLeaveRoomBelowTwoGigabytes() {
        assertThat(services(2).stream().mapToInt(ServiceSpec::maxHeapMb).sum()).isLessThan(1200);
    }

    @Test
    void portsComeFromTheEnvironment() {
        Installation moved = new Installation(Path.of("/project"), Map.of("EPOCHLINE_CONSOLE_PORT", "18080"));
        assertThat(moved.consoleUrl()).isEqualTo("http://127.0.0.1:18080");
    }
}
