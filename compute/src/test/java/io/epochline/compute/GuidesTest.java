package io.epochline.compute;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.compute.foreign.ForeignModel;
import io.epochline.compute.ir.Shape;
import io.epochline.compute.loss.Loss;
import io.epochline.compute.loss.Losses;
import io.epochline.compute.loss.NamedLoss;
import io.epochline.compute.network.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The guides name everything there is, and what they show runs. */
class GuidesTest {
    @Test
    void theGuideToLossesNamesAllBlocksAndLosses() throws IOException {
        String guide = guide("losses.md");

        assertThat(Losses.blocks()).allSatisfy(block -> assertThat(guide).containsPattern("`" + block.name() + "[`(]"));
        for (NamedLoss loss : Losses.named()) {
            assertThat(guide).contains("| `" + loss.name() + "` | `" + loss.expression() + "` |");
        }
    }

    @Test
    void theLossesOfTheGuideCanBeRead() throws IOException {
        List<String> shown = guide("losses.md")
                .lines()
                .filter(line -> line.startsWith("    loss: "))
                .map(line -> line.substring("    loss: ".length()))
                .toList();

        assertThat(shown)
                .hasSize(6)
                .allSatisfy(text -> assertThat(Loss.parse(text).canonical()).isNotEmpty());
    }

    @Test
    void theGuideToModelsNamesAllLayersAndNetworks() throws IOException {
        String guide = guide("architectures.md");

        assertThat(Network.layers()).allSatisfy(layer -> assertThat(guide).contains("`" + layer + "`"));
        assertThat(Network.names()).allSatisfy(name -> assertThat(guide).contains("| `" + name + "` |"));
    }

    @Test
    void theModelOfTheGuideFitsItsTask() throws IOException {
        String guide = guide("architectures.md");
        String document = guide.substring(guide.indexOf("```yaml") + 7, guide.lastIndexOf("```"));

        assertThat(Network.parse(document).outputShape(Shape.of(1, 64, 64))).isEqualTo(Shape.of(2, 2, 30));
    }

    @Test
    void theGuideToOtherModelsNamesTheirOperators() throws IOException {
        String guide = guide("bring-your-own.md");

        assertThat(ForeignModel.operators()).hasSizeGreaterThan(100).allSatisfy(operator -> assertThat(guide)
                .containsPattern("\\b" + operator + "\\b"));
    }

    private static String guide(String name) throws IOException {
        return Files.readString(Path.of("..", "docs", "guides", name));
    }
}
