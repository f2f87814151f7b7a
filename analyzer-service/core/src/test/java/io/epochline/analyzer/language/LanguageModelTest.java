package io.epochline.analyzer.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.epochline.analyzer.diagnosis.Diagnosis;
import io.epochline.analyzer.proposal.Change;
import io.epochline.analyzer.proposal.CurrentSetup;
import io.epochline.analyzer.proposal.Ledger;
import io.epochline.analyzer.proposal.LossIdea;
import io.epochline.analyzer.proposal.Proposal;
import io.epochline.analyzer.proposal.Proposer;
import io.epochline.compute.ir.Shape;
import io.epochline.events.Json;
import io.epochline.events.RunMetrics;
import io.epochline.events.Symptom;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server on this machine that answers well, badly, slowly or not at all. */
class LanguageModelTest {

    private static final Diagnosis DIAGNOSIS = new Diagnosis(
            new RunMetrics(null, null, null, null, null),
            List.of(new Symptom("heavy_tails", "severe", List.of("4.4 % of the errors lie beyond"))));
    private static final CurrentSetup SETUP = new CurrentSetup(null, "mse", Shape.of(1, 16, 16), Shape.of(2, 2, 30));

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicReference<JsonNode> asked = new AtomicReference<>();
    private final AtomicReference<String> token = new AtomicReference<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void suggestionsBecomeProposalsLikeAllOthers() {
        answer(200, said("""
                Here you are: ```json
                {"losses": [{"expression": "huber(delta=0.05) + 0.1*tv(pred - target)", "because": "tails  are\\nheavy"}]}
                ```"""));

        LanguageModel.Answer answer = ask(Duration.ofSeconds(20));

        assertThat(answer.trouble()).isNull();
        Proposal proposal = proposals(answer.ideas()).getFirst();
        assertThat(proposal.rank())
                .isGreaterThan(Proposer.propose(DIAGNOSIS, SETUP).size());
        assertThat(proposal.change()).isEqualTo(new Change.NewLoss("huber(delta=0.05) + 0.1*tv(pred - target)"));
        assertThat(proposal.evidence()).containsExactly("suggested by tiny: tails are heavy");
        assertThat(asked.get().at("/messages/0/content").asText()).contains("huber(pred, target, delta=1)");
        assertThat(asked.get().at("/messages/1/content").asText()).contains("heavy_tails (severe): 4.4 %");
        assertThat(token.get()).isEqualTo("Bearer secret");
    }

    @Test
    void whatIsNoLossOrNoGoodLossIsNotProposed() {
        answer(200, said("""
                {"losses": [{"expression": "import os; os.system('true')"}, {"expression": "tv(pred)"},
                 {"expression": "gaussian_nll"}, {"expression": "mse"}, {"expression": 7}, {"because": "none"},
                 {"expression": "1/(0.001 + mse)"}, {"expression": "mean(log(pred - 100))"}]}"""));

        List<Proposal> proposals = proposals(ask(Duration.ofSeconds(20)).ideas());

        assertThat(proposals).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "not json",
                "{}",
                "[1, 2]",
                "{\"choices\": []}",
                "{\"choices\": [{\"message\": {\"content\": \"no braces\"}}]}",
                "{\"choices\": [{\"message\": {\"content\": \"{broken\"}}]}",
                "{\"choices\": [{\"message\": {\"content\": \"{\\\"losses\\\": 5}\"}}]}"
            })
    void brokenAnswersAreSaidAndNothingElseHappens(String body) {
        answer(200, body);
        LanguageModel.Answer answer = ask(Duration.ofSeconds(20));
        assertThat(answer.ideas()).isEmpty();
        assertThat(answer.trouble()).isNotBlank();
    }

    @Test
    void errorsOfTheServerAreSaid() {
        answer(503, "{}");
        assertThat(ask(Duration.ofSeconds(20)).trouble()).isEqualTo("status 503");
    }

    @Test
    void endlessAnswersAreCutOff() {
        server.createContext("/v1/chat/completions", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] spaces = " ".repeat(8192).getBytes(StandardCharsets.UTF_8);
            while (over.getCount() > 0) {
                exchange.getResponseBody().write(spaces);
            }
        });
        assertThat(ask(Duration.ofSeconds(20)).trouble()).isEqualTo("an answer of more than 65536 bytes");
    }

    @Test
    void aServerThatNeverAnswersCostsItsPatienceAndNoMore() {
        server.createContext("/v1/chat/completions", exchange -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(ask(Duration.ofMillis(200)).ideas()).isEmpty();
    }

    @Test
    void anAnswerThatTricklesCostsItsPatienceAndNoMore() {
        server.createContext("/v1/chat/completions", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(ask(Duration.ofMillis(300)).trouble()).isEqualTo("no answer within 300 ms");
    }

    @Test
    void noServerIsNoTrouble() {
        int port = server.getAddress().getPort();
        server.stop(0);
        try (LanguageModel model = model(port, Duration.ofSeconds(5))) {
            assertThat(model.ask(DIAGNOSIS, SETUP).ideas()).isEmpty();
        }
    }

    private LanguageModel.Answer ask(Duration patience) {
        try (LanguageModel model = model(server.getAddress().getPort(), patience)) {
            return model.ask(DIAGNOSIS, SETUP);
        }
    }

    private static LanguageModel model(int port, Duration patience) {
        return new LanguageModel(URI.create("http://127.0.0.1:" + port + "/v1/"), "tiny", "secret", patience);
    }

    private static List<Proposal> proposals(List<LossIdea> ideas) {
        return Proposer.suggested(DIAGNOSIS, SETUP, Ledger.EMPTY, ideas, Proposer.propose(DIAGNOSIS, SETUP));
    }

    private void answer(int status, String body) {
        server.createContext("/v1/chat/completions", exchange -> {
            asked.set(Json.MAPPER.readTree(exchange.getRequestBody()));
            token.set(exchange.getRequestHeaders().getFirst("Authorization"));
            send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
        });
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private static String said(String content) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.putArray("choices").addObject().putObject("message").put("content", content);
        return answer.toString();
    }
}
