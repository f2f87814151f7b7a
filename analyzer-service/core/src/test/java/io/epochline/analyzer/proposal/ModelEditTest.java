package io.epochline.analyzer.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.network.Network;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ModelEditTest {

    private static final Architecture CNN = architecture("RegularizedCNN", Shape.of(1, 32, 32), Shape.of(2, 2, 30));
    private static final Architecture MLP = architecture("mlp", Shape.of(10), Shape.of(1));

    @ParameterizedTest
    @EnumSource(ModelEdit.class)
    void everyEditBuildsAndKeepsTheShapeOfThePrediction(ModelEdit edit) {
        Optional<JsonNode> cnn = edited(CNN, edit);
        Optional<JsonNode> mlp = edited(MLP, edit);
        assertThat(cnn.isPresent() || mlp.isPresent()).isTrue();
        cnn.ifPresent(model ->
                assertThat(Network.parse(model).outputShape(CNN.input())).isEqualTo(Shape.of(2, 2, 30)));
        mlp.ifPresent(model ->
                assertThat(Network.parse(model).outputShape(MLP.input())).isEqualTo(Shape.of(1)));
    }

    @ParameterizedTest
    @CsvSource({"NARROWER, 0.2, 0.5", "WIDER, 2, 4.5", "SHALLOWER, 0.05, 0.9", "DEEPER, 1.01, 10"})
    void capacityGoesWhereItsNameSays(ModelEdit edit, double least, double most) {
        for (Architecture now : new Architecture[] {CNN, MLP}) {
            double ratio = parameters(edited(now, edit).orElseThrow(), now) / parameters(now);
            assertThat(ratio).as(now.name()).isBetween(least, most);
        }
    }

    @Test
    void aBlockThatIsAddedBeginsAsTheIdentity() {
        assertThat(edited(MLP, ModelEdit.DEEPER).orElseThrow().toString())
                .contains("\"residual\"")
                .contains("\"init\":\"zeros\"");
    }

    @Test
    void dropoutRisesWhereThereIsSomeAndComesWhereThereIsNone() {
        Architecture without = architecture("cnn_small", Shape.of(1, 32, 32), Shape.of(2, 2, 30));
        assertThat(rate(edited(without, ModelEdit.DROPOUT).orElseThrow())).isBetween(0.2, 0.3);
        assertThat(rate(edited(CNN, ModelEdit.DROPOUT).orElseThrow())).isBetween(0.35, 0.45);
        assertThat(rate(edited(CNN, ModelEdit.LESS_DROPOUT).orElseThrow())).isEqualTo(0.04);
        assertThat(edited(without, ModelEdit.LESS_DROPOUT)).isEmpty();
    }

    @Test
    void whatIsNormalisedIsLeftAlone() {
        assertThat(edited(CNN, ModelEdit.NORMALISED)).isEmpty();
        assertThat(edited(MLP, ModelEdit.NORMALISED).orElseThrow().toString()).contains("layer_norm");
    }

    @Test
    void modelsThatAreNoDocumentAreNotEdited() {
        CurrentSetup foreign = new CurrentSetup(new TextNode("resnet50"), "mse", Shape.of(10), Shape.of(1));
        assertThat(Architecture.of(foreign)).isEmpty();
        assertThat(Architecture.of(new CurrentSetup(new TextNode("mlp"), "mse", null, null)))
                .isEmpty();
    }

    private static Optional<JsonNode> edited(Architecture now, ModelEdit edit) {
        return now.with(edit.name().toLowerCase(Locale.ROOT), edit.layers(now, new Random(1)));
    }

    private static double rate(JsonNode model) {
        JsonNode dropout = model.findValue("dropout");
        return dropout.isObject() ? dropout.get("rate").asDouble() : dropout.asDouble();
    }

    private static double parameters(JsonNode model, Architecture now) {
        return Network.parse(model).parameterCount(now.input());
    }

    private static double parameters(Architecture now) {
        return Network.named(now.name()).parameterCount(now.input());
    }

    private static Architecture architecture(String name, Shape input, Shape target) {
        return Architecture.of(new CurrentSetup(new TextNode(name), "mse", input, target))
                .orElseThrow();
    }
}
