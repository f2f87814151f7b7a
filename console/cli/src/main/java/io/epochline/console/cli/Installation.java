package io.epochline.console.cli;

import io.epochline.standalone.Ports;
import io.epochline.standalone.ServiceSpec;
import io.epochline.standalone.Supervisor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The standalone Epochline of a project folder: which services it has, where they are built, what they may use.
 *
 * <p>Heaps are sized so that everything together, two trainers included, stays below 2 GB resident.
 */
record Installation(Path home, Map<String, String> environment) {

    static final int DEFAULT_TRAINERS = 2;

    /** The folder that relative paths of jobs lead from, where a job came by another way than {@code submit}. */
    private static final String DATA_ROOT = "epochline.data.root";

    private static final String COMMANDS = "EPOCHLINE_TRAINER_COMMANDS";

    private static final int TRAINER_HEAP_MB = 320;
    private static final int ANALYZER_HEAP_MB = 160;
    private static final int SAMPLER_HEAP_MB = 160;
    private static final int CONSOLE_HEAP_MB = 128;

    /** Where state, data, logs and reports are kept. */
    Path folder() {
        return home.resolve(".epochline");
    }

    Ports ports() {
        return Ports.from(environment);
    }

    String consoleUrl() {
        return "http://127.0.0.1:" + ports().console();
    }

    /** For looking, and for stopping: what runs is known from the state folder. */
    Supervisor supervisor() {
        return supervisor(List.of());
    }

    Supervisor supervisor(int trainers) {
        return supervisor(services(trainers));
    }

    private Supervisor supervisor(List<ServiceSpec> services) {
        return new Supervisor(folder(), Supervisor.serverJar(home), ports(), services);
    }

    List<ServiceSpec> services(int trainers) {
        Ports ports = ports();
        List<ServiceSpec> services = new ArrayList<>();
        for (int i = 1; i <= trainers; i++) {
            services.add(trainer(i, ports.firstTrainer() + i - 1, trainers));
        }
        services.add(service(
                "analyzer-service/app", "analyzer", ports.analyzer(), ANALYZER_HEAP_MB, false, decisions("analyzer")));
        Map<String, String> sampler = new TreeMap<>(decisions("sampler"));
        sampler.put(DATA_ROOT, home.toString());
        services.add(service("sampler-service/app", "sampler", ports.sampler(), SAMPLER_HEAP_MB, true, sampler));
        services.add(service("console/app", "console", ports.console(), CONSOLE_HEAP_MB, false, Map.of()));
        return services;
    }

    private ServiceSpec trainer(int number, int port, int trainers) {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / trainers);
        String name = "trainer-" + number;
        Map<String, String> settings = new TreeMap<>(Map.of(
                "epochline.worker",
                name,
                "epochline.trainer.threads",
                Integer.toString(threads),
                "epochline.trainer.work",
                folder().resolve("work").toString(),
                DATA_ROOT,
                home.toString()));
        commands().ifPresent(list -> settings.put("epochline.trainer.commands", list.toString()));
        return service("trainer-service/app", name, port, TRAINER_HEAP_MB, true, settings);
    }

    /** Which programs jobs may run: the list that the environment names, else the one in the state folder, if there is one. */
    private Optional<Path> commands() {
        String given = environment.get(COMMANDS);
        return given == null
                ? Optional.of(folder().resolve("commands.yaml")).filter(Files::exists)
                : Optional.of(Path.of(given).toAbsolutePath());
    }

    /** What a service remembers of its decisions lies and goes with the topics that it was made from. */
    private Map<String, String> decisions(String name) {
        return Map.of(
                "kafka-streams.state.dir",
                folder().resolve("data/streams").resolve(name).toString());
    }

    private ServiceSpec service(
            String folder, String name, int port, int heapMb, boolean computes, Map<String, String> settings) {
        Path jar = home.resolve(folder).resolve("target/quarkus-app/quarkus-run.jar");
        return new ServiceSpec(name, jar, port, heapMb, computes, settings);
    }
}
