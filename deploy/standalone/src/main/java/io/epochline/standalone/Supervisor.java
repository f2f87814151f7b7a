package io.epochline.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Starts, checks and stops the processes of a standalone Epochline: first the server, then the services.
 *
 * <p>What was started is remembered in {@code state.json} of the state folder, so that each command finds what an earlier one
 * left, however that ended. A process is known by its pid and its start time: a pid that the system has given to somebody
 * else since is left alone. Logs are under {@code logs/}, data under {@code data/}.
 */
public final class Supervisor {
    /** The name of the embedded server among the processes. */
    public static final String SERVER = "server";

    private final Path folder;
    private final Path serverCode;
    private final Ports ports;
    private final List<ServiceSpec> services;
    private final StateFile state;
    private volatile boolean goingDown;

    /**
     * @param folder state folder, usually {@code .epochline} of the project
     * @param serverCode the jar (or folder of classes) of this module, with its libraries in {@code lib} beside it
     * @param ports where the server listens
     * @param services in the order of their start
     */
    public Supervisor(Path folder, Path serverCode, Ports ports, List<ServiceSpec> services) {
        this.folder = folder.toAbsolutePath().normalize();
        this.serverCode = serverCode;
        this.ports = ports;
        this.services = List.copyOf(services);
        this.state = new StateFile(this.folder.resolve("state.json"));
    }

    /** Where the build puts the server's jar. */
    public static Path serverJar(Path home) {
        return home.resolve("deploy/standalone/target/epochline-standalone-0.1.0.jar");
    }

    /**
     * Starts what does not run yet and returns once everything is ready. What runs and answers is left as it is; what is
     * dead, silent, or runs other settings or older code than now asked for is replaced. Nothing is started where
     * something is not built. Whatever it throws, what it started before is known to {@link #down}.
     */
    public ServerAddress up(Consumer<Step> progress) {
        return locked(() -> {
            Program server = server();
            services.forEach(Supervisor::checkBuilt);
            Lifecycle lifecycle = new Lifecycle(folder, state, progress, () -> goingDown);
            lifecycle.start(List.of(server));
            ServerAddress address = ServerAddress.read(readyFile());
            Map<String, String> environment = environment(address);
            lifecycle.start(services.stream()
                    .map(service -> program(service, environment))
                    .toList());
            return address;
        });
    }

    /**
     * Stops exactly what {@link #up} started, services before the server: asks first, and ends by force what takes too
     * long. Does nothing where nothing was started. An {@code up} at work in another thread is called off first, so this
     * is what a shutdown hook calls.
     */
    public void down(Consumer<Step> progress) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        goingDown = true;
        locked(() -> {
            Lifecycle lifecycle = new Lifecycle(folder, state, progress, () -> false);
            List<ProcessRecord> records = state.processes().reversed();
            lifecycle.stop(records.stream().filter(record -> !isServer(record)).toList());
            lifecycle.stop(records.stream().filter(Supervisor::isServer).toList());
            goingDown = false;
            return Files.deleteIfExists(readyFile());
        });
    }

    /** How each process of the last {@link #up} is, in the order of their start; empty after {@link #down}. */
    public List<ProcessStatus> status() {
        return state.processes().stream()
                .map(record -> ProcessStatus.of(record, answers(record)))
                .toList();
    }

    /** Where the server is reached, while it runs. */
    public Optional<ServerAddress> address() {
        return state.find(SERVER)
                .filter(record -> record.live().isPresent() && answers(record))
                .map(record -> ServerAddress.read(readyFile()));
    }

    private boolean answers(ProcessRecord record) {
        return isServer(record)
                ? Health.server(record.pid(), readyFile(), record.ports())
                : record.ports().stream().allMatch(Health::service);
    }

    private static boolean isServer(ProcessRecord record) {
        return record.name().equals(SERVER);
    }

    private Program server() {
        List<String> arguments = List.of(
                "--data", folder.resolve("data").toString(),
                "--kafka-port", Integer.toString(ports.kafka()),
                "--s3-port", Integer.toString(ports.s3()),
                "--ready-file", readyFile().toString());
        List<String> flags = ServerCommand.classArchive(serverCode, folder.resolve("server.jsa"));
        return new Program(
                SERVER,
                serverCode,
                ServerCommand.of(serverCode, flags, arguments),
                Map.of(),
                Map.of(ports.kafka(), "EPOCHLINE_KAFKA_PORT", ports.s3(), "EPOCHLINE_S3_PORT"),
                pid -> Health.server(pid, readyFile(), List.of(ports.kafka(), ports.s3())));
    }

    private static void checkBuilt(ServiceSpec service) {
        if (!Files.exists(service.jar())) {
            throw StandaloneException.notBuilt(service.jar());
        }
    }

    private static Program program(ServiceSpec service, Map<String, String> environment) {
        String kind = service.name().replaceAll("-\\d+$", "").toUpperCase(Locale.ROOT);
        return new Program(
                service.name(),
                service.jar(),
                service.command(),
                environment,
                Map.of(service.port(), "EPOCHLINE_" + kind + "_PORT"),
                pid -> Health.service(service.port()));
    }

    private static Map<String, String> environment(ServerAddress address) {
        S3Credentials credentials = address.credentials();
        // By default the C library keeps a pool of memory for every few threads, which costs a service some 100 MB.
        return Map.of(
                "MALLOC_ARENA_MAX", "2",
                "KAFKA_BOOTSTRAP_SERVERS", address.kafkaBootstrap(),
                "EPOCHLINE_STORE_ENDPOINT", address.s3Endpoint(),
                "EPOCHLINE_STORE_ACCESS_KEY", credentials.accessKey(),
                "EPOCHLINE_STORE_SECRET_KEY", credentials.secretKey());
    }

    private Path readyFile() {
        return folder.resolve("server.json");
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    /** One {@code up} or {@code down} at a time. */
    private synchronized <T> T locked(Work<T> work) {
        try {
            Files.createDirectories(folder.resolve("logs"));
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = channel.tryLock()) {
                if (held == null) {
                    throw StandaloneException.busy(folder);
                }
                return work.run();
            }
        } catch (IOException e) {
            throw StandaloneException.folderNotUsable(folder, e);
        }
    }
}
