package io.epochline.console.cli.submit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.MemoryArtifactStore;
import io.epochline.artifacts.ObjectInfo;
import io.epochline.events.spec.CampaignSpec;
import io.epochline.events.spec.DataSpec;
import io.epochline.events.spec.StudySpec;
import io.epochline.events.spec.Submission;
import io.epochline.events.spec.TrainingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
