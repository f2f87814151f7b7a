package io.epochline.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.epochline.events.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The document is as {@code docs/formats/analysis.schema.json} says. */
class AnalysisSchemaTest {

    private static JsonSchema schema;

    @BeforeAll
    static void readSchema() throws IOException {
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("../../docs/formats/analysis.schema.json")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello\n",
                "epoch 1 loss 0.5\n",
                "epoch 1 loss nan\nepoch 2 loss inf\n",
                "{'loss': 2.3, 'epoch': 0.5}\n{'eval_loss': 1.5, 'epoch': 0.5}\n",
                "[0]\ttrain-auc:0.8\ttest-auc:0.7\n[1]\ttrain-auc:0.9\ttest-auc:0.6\n",
                "lr: 0.1\nmodel: resnet18\nEpoch 1 loss=0.9\nEpoch 2 loss=0.8\nEpoch 1 loss=0.7\nEpoch 2 loss=1.9\n",
                "loss 3\nloss 2\nloss 1\nloss 4\nloss 9\nloss 90\n"
            })
    void everyDocumentIsValid(String log) throws JsonProcessingException {
        assertThat(schema.validate(document(log))).isEmpty();
    }

    @Test
    void aFieldThatIsMissingOrOfAnotherKindIsNot() throws JsonProcessingException {
        JsonNode document = document("epoch 1 loss 0.5\nepoch 2 loss 0.4\n");
        ObjectNode run = (ObjectNode) document.at("/runs/0");

        run.remove("best");
        run.put("unit", "lap");

        assertThat(schema.validate(document))
                .extracting(message -> message.getInstanceLocation().toString())
                .containsExactlyInAnyOrder("$.runs[0]", "$.runs[0].unit");
    }

    private static JsonNode document(String log) throws JsonProcessingException {
        return Json.MAPPER.readTree(LogAnalyzer.analyze(new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)))
                .toJson());
    }
}
