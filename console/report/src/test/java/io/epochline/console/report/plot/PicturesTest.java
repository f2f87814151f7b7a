package io.epochline.console.report.plot;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.console.report.TestingRuns;
import io.epochline.console.report.plot.Pictures.Format;
import io.epochline.console.report.signal.RunSignals;
import io.epochline.console.report.signal.Signal;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class PicturesTest {

    private final RunSignals run = RunSignals.of(TestingRuns.finished("run-1").folder());

    @ParameterizedTest
    @ValueSource(strings = {"training", "comparison", "norms", "theta"})
    void everyNamedRecipeIsDrawnAsSvgWithItsTextAndWithoutPlacesThatAreNone(String recipe) throws Exception {
        String svg = svg(Recipes.named(recipe), run);

        assertThat(svg).doesNotContain("NaN", "Infinity");
        List<String> texts = texts(svg);
        assertThat(texts.getFirst()).isEqualTo(Recipes.named(recipe).title() + ": run-1");
        Figure figure = FigureBuilder.build(Recipes.named(recipe), List.of(run));
        assertThat(texts).containsAll(figure.panels().stream().map(Panel::title).toList());
        assertThat(texts.stream().filter(text -> text.equals("step") || text.equals("epoch")))
                .as("one axis of steps a panel")
                .hasSameSizeAs(figure.panels());
    }

    @Test
    void numbersInTextsKeepTheirDigits() throws Exception {
        Signal signal = Signal.scalar("a", "", new double[] {1, 2}, new double[] {1, 0.0123456});
        assertThat(texts(svg(ofAll(), RunSignals.of("r", List.of(signal))))).contains("final: 0.01235");
    }

    @Test
    void namesFromStrangersAreText() throws Exception {
        Signal signal = Signal.scalar("<script>&\"$1\\", "<b>", new double[] {1, 2}, new double[] {1, 2});
        String svg = svg(ofAll(), RunSignals.of("</svg>&", List.of(signal)));

        assertThat(texts(svg)).contains("<script>&\"$1\\", "<b>", "All: </svg>&");
        assertThat(svg).doesNotContain("<script");
    }

    @Test
    void theSamePictureIsTheSameBytes() {
        assertThat(Pictures.draw(Recipes.named("training"), List.of(run), Format.SVG))
                .isEqualTo(Pictures.draw(Recipes.named("training"), List.of(run), Format.SVG));
        assertThat(Pictures.draw(Recipes.named("training"), List.of(run), Format.PNG))
                .isEqualTo(Pictures.draw(Recipes.named("training"), List.of(run), Format.PNG));
    }

    @Test
    void aLongSeriesMakesAFileOfTheSameSizeAndShowsItsOnlySpike() throws Exception {
        double[] steps = IntStream.rangeClosed(1, 300_000).mapToDouble(i -> i).toArray();
        double[] flat = new double[steps.length];
        Arrays.fill(flat, 1);
        double[] spike = flat.clone();
        spike[123_456] = 10;

        byte[] calm = Pictures.draw(ofAll(), List.of(signal(steps, flat)), Format.SVG);
        assertThat(calm.length).isLessThan(200_000);
        BufferedImage without = png(signal(steps, flat));
        BufferedImage with = png(signal(steps, spike));
        assertThat(blue(without, 0.25)).as("a quarter down the panel").isZero();
        assertThat(blue(with, 0.5)).as("in the middle of the panel").isPositive();
    }

    @Test
    void thePictureIsLightAndWhatIsDrawnStaysWithinItsAxes() throws Exception {
        BufferedImage image = png(signal(new double[] {1, 2, 3}, new double[] {1, 5, 2}));
        assertThat(image.getRGB(2, 2)).isEqualTo(Color.WHITE.getRGB());
        assertThat(image.getRGB(image.getWidth() - 1, image.getHeight() - 1)).isEqualTo(Color.WHITE.getRGB());
        for (int y = 0; y < image.getHeight(); y++) {
            assertThat(isBlue(image.getRGB(60, y))).as("left of the axis").isFalse();
        }
    }

    private static Recipe ofAll() {
        return Recipes.parse("{title: All, panels: [{signals: ['*']}]}", "test");
    }

    private static RunSignals signal(double[] steps, double[] values) {
        return RunSignals.of("r", List.of(Signal.scalar("value", "", steps, values)));
    }

    private static BufferedImage png(RunSignals run) throws Exception {
        byte[] picture = Pictures.draw(ofAll(), List.of(run), Format.PNG);
        return ImageIO.read(new ByteArrayInputStream(picture));
    }

    private static int blue(BufferedImage image, double down) {
        int y = (int) (image.getHeight() * (0.3 + 0.6 * down));
        return (int) IntStream.range(0, image.getWidth())
                .filter(x -> isBlue(image.getRGB(x, y)))
                .count();
    }

    /** Whether it is of the first colour of lines. */
    private static boolean isBlue(int rgb) {
        Color colour = new Color(rgb);
        return colour.getBlue() - colour.getRed() > 90;
    }

    private static String svg(Recipe recipe, RunSignals run) {
        return new String(Pictures.draw(recipe, List.of(run), Format.SVG), StandardCharsets.UTF_8);
    }

    private static List<String> texts(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        Document document =
                factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        NodeList texts = document.getElementsByTagName("text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(i -> ((Element) texts.item(i)).getTextContent())
                .toList();
    }
}
