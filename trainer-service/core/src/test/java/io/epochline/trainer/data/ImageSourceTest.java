package io.epochline.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.epochline.artifacts.npz.NpyArray;
import io.epochline.artifacts.npz.NpzReader;
import io.epochline.compute.ir.Shape;
import io.epochline.events.spec.DataSpec;
import io.epochline.events.spec.DataSpec.Images.Color;
import io.epochline.events.spec.SplitSpec;
import io.epochline.trainer.TrainerException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On images that {@code images.py} made with Pillow, and what Pillow makes of them. */
class ImageSourceTest {

    private static final Path GOLDEN = Path.of("src/test/resources/io/epochline/trainer/data/images");
    private static final List<Integer> AS_THEY_ARE = List.of();

    @TempDir
    Path folder;

    private TestingFiles files;

    @BeforeEach
    void makeFiles() {
        files = TestingFiles.in(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bits", "grey", "grey_alpha", "rgb", "rgb_alpha", "palette"})
    void readsPixelsAsPillowDoes(String name) throws IOException {
        twice(name);

        assertPixels(classes(Color.RGB, AS_THEY_ARE), name + "_rgb", 0);
        assertPixels(classes(Color.GREY, AS_THEY_ARE), name + "_grey", 1);
        assertPixels(classes(Color.GREY, List.of(3, 4)), name + "_smaller", 1.5);
        assertPixels(classes(Color.GREY, List.of(12, 9)), name + "_larger", 1.5);
    }

    @Test
    void keepsSixteenBits() throws IOException {
        twice("deep");

        float[] pixels = input(classes(null, AS_THEY_ARE), 0);
        float[] stored = golden("deep_grey").floats();
        for (int i = 0; i < pixels.length; i++) {
            assertThat(pixels[i] * 65535).isCloseTo(stored[i], within(0.01f));
        }
    }

    @Test
    void foldersAreClassesInTheOrderOfTheirNames() throws IOException {
        put("set/dog/1.png", "grey");
        put("set/cat/2.png", "grey");
        put("set/cat/deeper/1.png", "grey");
        put("set/owl/1.png", "grey");
        files.with("set/readme.txt", new byte[] {1});
        Examples examples = files.open(spec(null, AS_THEY_ARE));

        assertThat(examples.data().classes()).isTrue();
        assertThat(examples.data().targetShape()).isEqualTo(Shape.of(3));
        assertThat(examples.data().inputShape()).isEqualTo(Shape.of(1, 7, 5));
        assertThat(target(examples.data(), 0)).containsExactly(1, 0, 0);
        assertThat(target(examples.data(), 2)).containsExactly(0, 1, 0);
        assertThat(examples.columns().strata().values()).containsExactly("cat", "dog", "owl");
        assertThat(examples.data().description()).isEqualTo("set, 4 images [1, 7, 5], classes cat, dog, owl");
    }

    @Test
    void aTableGivesNumbersToPredictAndGroups() throws IOException {
        put("set/a/1.png", "rgb");
        put("set/2.png", "grey");
        files.with(
                "set/labels.csv",
                utf8("name,omega,simulation,s8\n2.png,0.3,s1,0.8\na/1.png,0.4,s2,0.9\n2.png,1,s1,2\n"));
        DataSpec spec = new DataSpec.Images(
                "set", "labels.csv", "name", null, null, null, "simulation", null, new SplitSpec.Group(0.3, 0L));
        Examples examples = files.open(spec);

        assertThat(examples.data().rows()).isEqualTo(3);
        assertThat(examples.data().classes()).isFalse();
        assertThat(examples.data().inputShape()).isEqualTo(Shape.of(3, 7, 5));
        assertThat(target(examples.data(), 1)).containsExactly(0.4f, 0.9f);
        assertThat(input(examples.data(), 0)).isEqualTo(input(examples.data(), 2));
        assertThat(examples.columns().group().codes()).containsExactly(0, 1, 0);
    }

    @Test
    void theHashTellsContentsNamesAndLabelsApart() throws IOException {
        twice("rgb");
        String before = files.open(spec(null, AS_THEY_ARE)).data().sha256();
        assertThat(files.open(spec(null, AS_THEY_ARE)).data().sha256()).isEqualTo(before);
        put("set/b/2.png", "palette");
        String other = files.open(spec(null, AS_THEY_ARE)).data().sha256();
        Files.move(folder.resolve("set/b/2.png"), folder.resolve("set/b/3.png"));

        assertThat(other).isNotEqualTo(before);
        assertThat(files.open(spec(null, AS_THEY_ARE)).data().sha256()).isNotEqualTo(other);
    }

    @Test
    void readsFromTheStoreAsFromAFolder() throws IOException {
        twice("rgb");
        files.store().put("sets/set/a/1.png", Files.readAllBytes(GOLDEN.resolve("rgb.png")), "image/png");
        files.store().put("sets/set/b/2.png", Files.readAllBytes(GOLDEN.resolve("rgb.png")), "image/png");
        DataSpec remote = spec(null, AS_THEY_ARE).withPath(path -> "s3://lab/sets/set");

        assertThat(files.open(remote).data().sha256())
                .isEqualTo(files.open(spec(null, AS_THEY_ARE)).data().sha256());
    }

    @Test
    void allMustHaveOneSizeUnlessTheyAreResized() throws IOException {
        twice("rgb");
        files.with("set/b/9.png", PngFileTest.png(6, 5));

        assertThatThrownBy(() -> files.open(spec(null, AS_THEY_ARE)))
                .isInstanceOf(TrainerException.class)
                .hasMessage(
                        "'set': 'b/9.png' (row 2) has 6 x 5 pixels, but 'a/1.png' has 5 x 7: all must have one size. "
                                + "Maybe data.size: [7, 5], to which they are resized.");
        assertThat(files.open(spec(null, List.of(8, 8))).data().inputShape()).isEqualTo(Shape.of(3, 8, 8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a/1.png b/x.jpg | 'set': 'b/x.jpg' is no PNG image, which is what is read. Convert it, or take it away.",
                "a/1.png 2.png | 'set': '2.png' is in no folder, whose name would be its class.",
                "a/1.png a/2.png | 'set' must have a folder of PNG images for each class, at least 2, found: [a].",
                "a.txt | 'set' must have a folder of PNG images for each class, at least 2, found: [].",
            })
    void refusesFoldersThatAreNoClasses(String names, String message) throws IOException {
        for (String name : names.split(" ")) {
            put("set/" + name, "grey");
        }

        assertThatThrownBy(() -> files.open(spec(null, AS_THEY_ARE)))
                .isInstanceOf(TrainerException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "file,y\\n1.png,2\\n2.pgn,3 | 'set/labels.csv' row 1 (line 3), column 'file': expected an image in 'set', found '2.pgn'. Did you mean '2.png'?",
                "file,y\\n1.png,2\\n2.png,x | 'set/labels.csv' row 1 (line 3), column 'y': expected a finite number, found 'x'.",
                "name,y\\n1.png,2 | 'set/labels.csv' has no column 'file', it has name, y.",
                "file\\n1.png | data.targets: 'set/labels.csv' has no column to predict, it has [file].",
                "file,y\\n1.png,1 | 'set/labels.csv' must have at least 2 rows, found 1.",
            })
    void namesTheRowOfALabelThatIsWrong(String table, String message) throws IOException {
        put("set/1.png", "grey");
        put("set/2.png", "grey");
        files.with("set/labels.csv", utf8(table.replace("\\n", "\n")));

        assertThatThrownBy(() ->
                        files.open(new DataSpec.Images("set", "labels.csv", null, null, null, null, null, null, null)))
                .isInstanceOf(TrainerException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aMissingTableIsToldWithWhatIsThere() throws IOException {
        put("set/1.png", "grey");
        files.with("set/labels.csv", utf8("file,y\n"));

        assertThatThrownBy(() ->
                        files.open(new DataSpec.Images("set", "label.csv", null, null, null, null, null, null, null)))
                .hasMessage("data.labels: there is no 'label.csv' in 'set'. Did you mean 'labels.csv'?");
    }

    private void put(String name, String image) throws IOException {
        files.with(name, Files.readAllBytes(GOLDEN.resolve(image + ".png")));
    }

    /** Two classes of one image each. */
    private void twice(String image) throws IOException {
        put("set/a/1.png", image);
        put("set/b/2.png", image);
    }

    private Dataset classes(Color color, List<Integer> size) {
        return files.open(spec(color, size)).data();
    }

    private static DataSpec spec(Color color, List<Integer> size) {
        return new DataSpec.Images("set", null, null, null, color, size, null, null, null);
    }

    private static void assertPixels(Dataset data, String expected, double levels) throws IOException {
        NpyArray array = golden(expected);
        assertThat(data.inputShape().toLongs()).isEqualTo(array.shape());
        float[] values = array.floats();
        float[] pixels = input(data, 1);
        for (int i = 0; i < values.length; i++) {
            assertThat(pixels[i] * 255.0).as("%s[%d]", expected, i).isCloseTo(values[i], within(levels + 1e-3));
        }
    }

    private static NpyArray golden(String name) throws IOException {
        Map<String, NpyArray> arrays = NpzReader.readAll(Files.readAllBytes(GOLDEN.resolve("expected.npz")));
        return arrays.get(name);
    }

    private static float[] input(Dataset data, int row) {
        FloatBuffer into = FloatBuffer.allocate(data.inputShape().size());
        data.copy(row, into, FloatBuffer.allocate(data.targetShape().size()));
        return into.array();
    }

    private static float[] target(Dataset data, int row) {
        FloatBuffer into = FloatBuffer.allocate(data.targetShape().size());
        data.copyTarget(row, into);
        return into.array();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
