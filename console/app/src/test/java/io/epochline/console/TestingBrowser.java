package io.epochline.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.events.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A page in a real browser without a screen, spoken to by the DevTools protocol. */
final class TestingBrowser implements AutoCloseable {

    private static final List<String> PROGRAMS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket page;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();

    /** @param folder for the browser's own files */
    TestingBrowser(Path program, Path folder, String address) throws Exception {
        process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("browser.log").toFile())
                .start();
        page = http.newWebSocketBuilder()
                .buildAsync(pageSocket(folder), new Listener())
                .join();
        call("Runtime.enable", Map.of());
        call("Log.enable", Map.of());
        call("Page.navigate", Map.of("url", address));
    }

    /** Empty where none is installed. */
    static Optional<Path> installed() {
        return Stream.of(System.getenv("PATH").split(":"))
                .flatMap(folder -> PROGRAMS.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What an expression is worth in the page, as text. */
    String evaluate(String expression) {
        JsonNode result = call("Runtime.evaluate", Map.of("expression", "String(" + expression + ")"));
        return result.at("/result/result/value").asText();
    }

    /** Exceptions, and what the browser refused to load or to run. */
    List<String> faults() {
        return faults;
    }

    private URI pageSocket(Path folder) throws Exception {
        Path port = folder.resolve("DevToolsActivePort");
        TestingEvents.eventually()
                .until(() -> Files.exists(port) && !Files.readAllLines(port).isEmpty());
        URI list = URI.create("http://127.0.0.1:" + Files.readAllLines(port).getFirst() + "/json/list");
        String pages = http.send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return URI.create(
                Json.MAPPER.readTree(pages).path(0).path("webSocketDebuggerUrl").asText());
    }

    private JsonNode call(String method, Map<String, String> parameters) {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        ObjectNode message = Json.MAPPER.createObjectNode().put("id", id).put("method", method);
        message.set("params", Json.MAPPER.valueToTree(parameters));
        page.sendText(message.toString(), true).join();
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                receive(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        private void receive(String message) {
            try {
                JsonNode told = Json.MAPPER.readTree(message);
                if (told.has("id")) {
                    answers.remove(told.path("id").asInt()).complete(told);
                } else if (told.path("method").asText().equals("Runtime.exceptionThrown")) {
                    faults.add(told.at("/params/exceptionDetails").toString());
                } else if (told.at("/params/entry/level").asText().equals("error")) {
                    faults.add(told.at("/params/entry/text").asText());
                }
            } catch (IOException e) {
                faults.add(message);
            }
        }
    }

    @Override
    public void close() {
        page.abort();
        process.destroy();
        process.onExit().join();
    }
}
