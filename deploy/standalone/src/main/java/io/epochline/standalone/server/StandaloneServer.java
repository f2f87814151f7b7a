package io.epochline.standalone.server;

import io.epochline.standalone.PortHolder;
import io.epochline.standalone.ServerAddress;
import io.epochline.standalone.StandaloneException;
import java.nio.file.Files;

/**
 * Starts the broker and the S3 server, prints the address as one line of JSON on standard output once both serve, and runs
 * until it is told to stop (SIGTERM) or its parent ends. Logs go to standard error.
 *
 * <p>Exit codes: 1 something broke, 2 the settings cannot work as given (a taken port, a folder in use).
 */
public final class StandaloneServer implements AutoCloseable {
    private final ServerSettings settings;
    private final DataFolder folder;
    private final Broker broker;
    private final ObjectStore store;

    private StandaloneServer(ServerSettings settings, DataFolder folder, Broker broker, ObjectStore store) {
        this.settings = settings;
        this.folder = folder;
        this.broker = broker;
        this.store = store;
    }

    public static void main(String[] arguments) {
        ServerLog.configure(System.getenv());
        try {
            ServerSettings settings = ServerSettings.parse(arguments, System.getenv());
            StandaloneServer server = start(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
            settings.parent().ifPresent(StandaloneServer::endWith);
            server.announce();
        } catch (StandaloneException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (Throwable e) { // also a missing class: the servers' own threads would keep the process alive
            e.printStackTrace();
            System.exit(1);
        }
    }

    static StandaloneServer start(ServerSettings settings) throws Exception {
        DataFolder folder = DataFolder.open(settings.data());
        PortHolder.requireFree("Kafka", settings.kafkaPort(), "--kafka-port or EPOCHLINE_KAFKA_PORT");
        PortHolder.requireFree("S3", settings.s3Port(), "--s3-port or EPOCHLINE_S3_PORT");
        ObjectStore store =
                ObjectStore.start(folder.s3(), settings.s3Port(), folder.credentials(settings.credentials()));
        Broker broker = Broker.start(folder.kafka(), settings.kafkaPort());
        return new StandaloneServer(settings, folder, broker, store);
    }

    private static void endWith(ProcessHandle parent) {
        Thread watch = new Thread(
                () -> {
                    parent.onExit().join();
                    System.exit(0);
                },
                "watch parent");
        watch.setDaemon(true);
        watch.start();
    }

    private void announce() {
        ServerAddress address = new ServerAddress(
                ProcessHandle.current().pid(),
                "127.0.0.1:" + settings.kafkaPort(),
                "http://127.0.0.1:" + settings.s3Port(),
                folder.credentialsFile().toString());
        address.write(settings.readyFile());
        System.out.println(address.toJson());
        System.out.flush();
    }

    /** Takes the address back first, so that nobody is sent to a server on its way out. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(settings.readyFile());
            broker.stop();
            store.stop();
            folder.close();
        } catch (Exception e) {
            System.err.println("The server did not stop cleanly: " + e);
        }
    }
}
