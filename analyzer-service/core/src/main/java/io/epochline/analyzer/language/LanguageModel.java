package io.epochline.analyzer.language;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.analyzer.diagnosis.Diagnosis;
import io.epochline.analyzer.proposal.CurrentSetup;
import io.epochline.analyzer.proposal.LossIdea;
import io.epochline.events.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks an OpenAI-compatible endpoint which losses it would try. Whatever goes wrong there, the answer is an outcome and
 * never an exception: proposals do not depend on it.
 */
public final class LanguageModel implements AutoCloseable {

    /** Longer answers are cut off unread. */
    static final int LONGEST_ANSWER = 64 << 10;

    static final int MOST_IDEAS = 8;

    private final URI endpoint;
    private final String model;
    private final String key;
    private final Duration patience;
    private final HttpClient client;

    /**
     * @param endpoint such as {@code http://localhost:8000/v1}; {@code /chat/completions} is added
     * @param model as the endpoint names it
     * @param key sent as a bearer token; null for none
     * @param patience for the whole answer
     */
    public LanguageModel(URI endpoint, String model, String key, Duration patience) {
        this.endpoint = URI.create(endpoint.toString().replaceAll("/+$", "") + "/chat/completions");
        this.model = model;
        this.key = key;
        this.patience = patience;
        this.client = HttpClient.newBuilder().connectTimeout(patience).build();
    }

    /**
     * What came of asking.
     *
     * @param ideas none where something went wrong
     * @param trouble why there are none; null where there are some
     */
    public record Answer(List<LossIdea> ideas, String trouble) {

        static Answer none(String trouble) {
            return new Answer(List.of(), trouble);
        }
    }

    /** Asks once, and waits no longer than its patience. */
    public Answer ask(Diagnosis diagnosis, CurrentSetup setup) {
        CompletableFuture<HttpResponse<InputStream>> response =
                client.sendAsync(request(diagnosis, setup), HttpResponse.BodyHandlers.ofInputStream());
        try {
            return response.thenApplyAsync(this::read).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            return Answer.none("no answer within %d ms".formatted(patience.toMillis()));
        } catch (ExecutionException e) {
            return Answer.none(String.valueOf(e.getCause().getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.none("interrupted");
        }
    }

    private HttpRequest request(Diagnosis diagnosis, CurrentSetup setup) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("model", model).put("temperature", 0);
        body.putArray("messages")
                .add(message("system", Prompt.rules()))
                .add(message("user", Prompt.question(diagnosis, setup)));
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(patience)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return request.build();
    }

    private static ObjectNode message(String role, String content) {
        return Json.MAPPER.createObjectNode().put("role", role).put("content", content);
    }

    private Answer read(HttpResponse<InputStream> response) {
        try (InputStream in = response.body()) {
            if (response.statusCode() != 200) {
                return Answer.none("status %d".formatted(response.statusCode()));
            }
            byte[] bytes = in.readNBytes(LONGEST_ANSWER + 1);
            if (bytes.length > LONGEST_ANSWER) {
                return Answer.none("an answer of more than %d bytes".formatted(LONGEST_ANSWER));
            }
            JsonNode content = Json.MAPPER.readTree(bytes).at("/choices/0/message/content");
            List<LossIdea> ideas = ideas(content.asText());
            return ideas.isEmpty() ? Answer.none("an answer without losses") : new Answer(ideas, null);
        } catch (JsonProcessingException e) {
            return Answer.none("an answer that is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            return Answer.none("an answer that broke off: " + e.getMessage());
        }
    }

    /** Of {@code {"losses": [{"expression": …, "because": …}]}}, with whatever stands around it. */
    private List<LossIdea> ideas(String content) throws JsonProcessingException {
        int from = content.indexOf('{');
        int to = content.lastIndexOf('}');
        if (from < 0 || to < from) {
            return List.of();
        }
        List<LossIdea> ideas = new ArrayList<>();
        for (JsonNode loss :
                Json.MAPPER.readTree(content.substring(from, to + 1)).path("losses")) {
            if (ideas.size() < MOST_IDEAS && loss.path("expression").isTextual()) {
                ideas.add(new LossIdea(
                        model,
                        loss.get("expression").asText(),
                        loss.path("because").asText("")));
            }
        }
        return ideas;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
