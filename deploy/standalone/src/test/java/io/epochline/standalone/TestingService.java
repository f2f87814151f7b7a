package io.epochline.standalone;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A small real service: answers its health check, unless told to break, and says where it was told the server is. */
final class TestingService {
    private TestingService() {}

    public static void main(String[] arguments) throws IOException {
        if (Boolean.getBoolean("break")) {
            System.err.println("the configuration is broken");
            System.exit(1);
        }
        int port = Integer.getInteger("quarkus.http.port");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/q/health/ready", exchange -> {
            exchange.sendResponseHeaders(Boolean.getBoolean("never.ready") ? 503 : 200, -1);
            exchange.close();
        });
        server.start();
        System.out.println("server at " + System.getenv("EPOCHLINE_STORE_ENDPOINT"));
    }

    /** Packs this class alone into a jar that {@code java -jar} runs. */
    static Path jar(Path folder) throws IOException {
        Path jar = folder.resolve("service.jar");
        String entry = TestingService.class.getName().replace('.', '/') + ".class";
        Path classes = folder.resolve("TestingService.class");
        try (var in = TestingService.class.getResourceAsStream("/" + entry)) {
            Files.copy(in, classes);
        }
        TestingJar.write(jar, TestingService.class.getName(), Map.of(entry, classes));
        return jar;
    }
}
