package io.epochline.console.report.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RecordFileTest {

    @Test
    void aRecordIsItsLengthAndItsBytesEachWithAChecksum() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new RecordFile(out).write("abc".getBytes(StandardCharsets.US_ASCII));

        byte[] file = out.toByteArray();
        assertThat(file).hasSize(8 + 4 + 3 + 4);
        assertThat(HexFormat.of().formatHex(file))
                .startsWith("0300000000000000")
                .contains("616263");
    }
}
