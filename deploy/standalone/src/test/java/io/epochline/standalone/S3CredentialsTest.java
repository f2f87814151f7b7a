package io.epochline.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class S3CredentialsTest {
    @TempDir
    private Path folder;

    @Test
    void areReadBackAsWritten() {
        S3Credentials credentials = S3Credentials.generate();
        credentials.write(folder.resolve("credentials.json"));
        assertThat(S3Credentials.read(folder.resolve("credentials.json"))).isEqualTo(credentials);
    }

    @Test
    void differEachTimeAndKeepTheSecretOutOfText() {
        S3Credentials credentials = S3Credentials.generate();
        assertThat(S3Credentials.generate().secretKey()).isNotEqualTo(credentials.secretKey());
        assertThat(credentials.toString()).doesNotContain(credentials.secretKey());
    }

    @Test
    void nameADamagedFile() throws Exception {
        Path file = Files.writeString(folder.resolve("credentials.json"), "{\"access_key\": ");
        assertThatThrownBy(() -> S3Credentials.read(file))
                .isInstanceOf(StandaloneException.class)
                .hasMessageContaining(file + " cannot be read");
    }
}
