package io.epochline.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MaskedCrcTest {

    /** CRC-32C of "123456789", of RFC 3720, B.4, and every catalogue of checksums. */
    private static final int CRC = 0xe3069283;

    private static final int MASKED = ((CRC >>> 15) | (CRC << 17)) + 0xa282ead8;

    @Test
    void isThatOfTheStandardTurnedAndShifted() {
        assertThat(MaskedCrc.of("123456789".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(MASKED);
    }

    @Test
    void mayBeOfTheFirstBytesAlone() {
        assertThat(MaskedCrc.of("123456789abc".getBytes(StandardCharsets.US_ASCII), 9))
                .isEqualTo(MASKED);
    }
}
