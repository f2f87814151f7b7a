package io.epochline.standalone;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

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
        System.out.println("server at " + System.getenv("EPOCHLINE_S3_ENDPOINT"));
    }

    /** Packs this class alone into a jar that {@code java -jar} runs. */
    static Path jar(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, TestingService.class.getName());
        Path jar = folder.resolve("service.jar");
        String entry = TestingService.class.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var in = TestingService.class.getResourceAsStream("/" + entry)) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
        }
        return jar;
    }
}
