package io.epochline.events.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.epochline.events.InvalidEventException;
import io.epochline.events.Json;
import org.junit.jupiter.api.Test;

class JobPathTest {

    @Test
    void readsFieldsAndListPositions() throws Exception {
        JsonNode job = json("{'optimizer': {'lr': 0.1}, 'model': {'layers': [{'filters': 8}, {'filters': 16}]}}");

        assertThat(JobPath.get(job, "optimizer.lr").orElseThrow().doubleValue()).isEqualTo(0.1);
        assertThat(JobPath.get(job, "model.layers.1.filters").orElseThrow().intValue())
                .isEqualTo(16);
        assertThat(JobPath.get(job, "model.layers.2.filters")).isEmpty();
        assertThat(JobPath.get(job, "seed")).isEmpty();
    }

    @Test
    void writesIntoCopyAndMakesWhatIsMissing() throws Exception {
        JsonNode job = json("{'model': {'layers': [{'filters': 8}]}}");

        JsonNode changed =
                JobPath.with(JobPath.with(job, "model.layers.0.filters", new IntNode(32)), "a.b", IntNode.valueOf(1));

        assertThat(changed).isEqualTo(json("{'model': {'layers': [{'filters': 32}]}, 'a': {'b': 1}}"));
        assertThat(job).as("the original").isEqualTo(json("{'model': {'layers': [{'filters': 8}]}}"));
    }

    @Test
    void nameTakesParameters() throws Exception {
        assertThat(JobPath.with(json("{'model': 'cnn_small'}"), "model.params.width", new IntNode(8)))
                .isEqualTo(json("{'model': {'name': 'cnn_small', 'params': {'width': 8}}}"));
    }

    @Test
    void saysWhereThePathLeadsAstray() throws Exception {
        JsonNode job = json("{'epochs': 5, 'layers': [1]}");

        assertThatThrownBy(() -> JobPath.with(job, "epochs.x", new IntNode(1)))
                .isInstanceOf(InvalidEventException.class)
                .hasMessage("'epochs.x' does not lead into the job: there is no 'x' in 5");
        assertThatThrownBy(() -> JobPath.with(job, "layers.7", new IntNode(1)))
                .hasMessageContaining("there is no '7' in a list of 1");
    }

    private static JsonNode json(String text) throws Exception {
        return Json.MAPPER.readTree(text.replace('\'', '"'));
    }
}
