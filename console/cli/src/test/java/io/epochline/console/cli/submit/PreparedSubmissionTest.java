package io.epochline.console.cli.submit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.ObjectInfo;
import io.epochline.console.cli.CliException;
import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.DataSpec;
import io.epochline.events.spec.FunctionSpec;
import io.epochline.events.spec.ObjectiveJob;
import io.epochline.events.spec.StudySpec;
import io.epochline.events.spec.Submission;
import io.epochline.events.spec.TrainingJob;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedSubmissionTest {

    private static final String DATA = "a,y\n" + "1,2\n2,3\n3,5\n4,4\n".repeat(5);
    private static final String JOB = """
            data: {source: csv, path: data/table.csv, target: y}
            model: {name: line, layers: [{dense: {units: 1}}]}
            loss: mse
            batch_size: 4
            """;

    @TempDir
    Path folder;

    private final ArtifactStore store = new MemoryArtifactStore("epochline");

    @BeforeEach
    void writeData() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/table.csv"), DATA);
    }

    private PreparedSubmission read(String text) throws IOException {
        return PreparedSubmission.read(Files.writeString(folder.resolve("job.yaml"), text), () -> store);
    }

    private static String path(TrainingJob job) {
        return ((DataSpec.Csv) job.data()).path();
    }

    @Test
    void dataIsFoundBesideTheJobFileAndUploadedUnderItsHash() throws IOException {
        Submission uploaded = read("kind: train\nname: t\n" + JOB).upload(store);

        List<ObjectInfo> objects = store.list("datasets/");
        assertThat(objects).hasSize(1);
        assertThat(objects.getFirst().key()).matches("datasets/[0-9a-f]{64}/table\\.csv");
        assertThat(store.get(objects.getFirst().key())).asString().isEqualTo(DATA);
        assertThat(path((TrainingJob) uploaded))
                .isEqualTo("s3://epochline/" + objects.getFirst().key());
    }

    @Test
    void theFileOfAFunctionIsDataTooAndInAStudyAsWell() throws IOException {
        String function = "{function: linear_regression, path: data/table.csv, target: y}";
        ObjectiveJob uploaded = (ObjectiveJob)
                read("kind: objective\nname: o\nobjective: " + function).upload(store);
        String key = store.list("datasets/").getFirst().key();
        StudySpec study = (StudySpec) read("kind: study\nname: s\njob: {kind: objective, name: o, objective: "
                        + function + "}\nspace: {optimizer.lr: {type: float, low: 0.001, high: 0.1, log: true}}")
                .upload(store);

        assertThat(((FunctionSpec.LinearRegression) uploaded.objective()).path())
                .isEqualTo("s3://epochline/" + key);
        assertThat(study.job().at("/objective/path").asText()).isEqualTo("s3://epochline/" + key);
    }

    @Test
    void theSameDataIsUploadedOnce() throws IOException {
        PreparedSubmission prepared = read("kind: train\nname: t\n" + JOB);
        Submission first = prepared.upload(store);
        var written = store.list("datasets/").getFirst().lastModified();
        Submission second = prepared.upload(store);

        assertThat(second).isEqualTo(first);
        assertThat(store.list("datasets/")).hasSize(1).allMatch(object -> object.lastModified()
                .equals(written));
    }

    @Test
    void aFolderIsUploadedWholeAndGoesOnWhereItBrokeOff() throws IOException {
        for (String name : List.of("cat/1.png", "cat/2.png", "dog/1.png")) {
            Path image = folder.resolve("data/pets").resolve(name);
            Files.createDirectories(image.getParent());
            ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY), "png", image.toFile());
        }
        PreparedSubmission prepared = read("kind: train\nname: t\ndata: {source: images, path: data/pets}\n"
                + "model: {name: flat, layers: [flatten, {dense: 2}]}\nloss: cross_entropy\nbatch_size: 1\n");
        TrainingJob uploaded = (TrainingJob) prepared.upload(store);
        List<String> keys =
                store.list("datasets/").stream().map(ObjectInfo::key).toList();
        store.delete(keys.getFirst());

        assertThat(((DataSpec.Images) uploaded.data()).path()).matches("s3://epochline/datasets/[0-9a-f]{64}/pets/");
        assertThat(keys).hasSize(3).allMatch(key -> key.endsWith(".png"));
        assertThat(prepared.upload(store)).isEqualTo(uploaded);
        assertThat(store.list("datasets/")).extracting(ObjectInfo::key).isEqualTo(keys);
    }

    @Test
    void aFolderIsNoTable() {
        assertThatThrownBy(() -> read("kind: train\nname: t\n" + JOB.replace("data/table.csv", "data")))
                .isInstanceOf(CliException.class)
                .hasMessageContaining("There is no file");
    }

    @Test
    void campaignsAndStudiesNameTheUploadedDataToo() throws IOException {
        CampaignSpec campaign =
                (CampaignSpec) read("kind: campaign\nname: c\nbaseline:\n" + ("name: b\n" + JOB).indent(2))
                        .upload(store);
        StudySpec study = (StudySpec)
                read("kind: study\nname: s\nspace: {optimizer.lr: {type: float, low: 0.01, high: 0.1}}\njob:\n"
                                + ("name: b\n" + JOB).indent(2))
                        .upload(store);

        assertThat(path(campaign.baseline())).startsWith("s3://epochline/datasets/");
        assertThat(study.job().at("/data/path").asText()).isEqualTo(path(campaign.baseline()));
    }

    @Test
    void dataInTheStoreStaysWhereItIs() throws IOException {
        store.put("datasets/mine/table.csv", DATA.getBytes(UTF_8), "text/csv");
        Submission uploaded = read(("kind: train\nname: t\n" + JOB)
                        .replace("data/table.csv", "s3://epochline/datasets/mine/table.csv"))
                .upload(store);

        assertThat(path((TrainingJob) uploaded)).isEqualTo("s3://epochline/datasets/mine/table.csv");
        assertThat(store.list("")).hasSize(1);
    }

    @Test
    void readingUploadsNothing() throws IOException {
        read("kind: train\nname: t\n" + JOB);
        assertThat(store.list("")).isEmpty();
    }
}
