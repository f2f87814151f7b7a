package io.epochline.console.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {

    @ParameterizedTest
    @CsvSource({
        "0.0234567, 0.02346",
        "12.3456, 12.35",
        "12345.6, 12346",
        "0.00001234, 1.234e-05",
        "-0.5, -0.5000",
        "0, 0",
        "123456789, 1.235e+08",
        "NaN, NaN",
        "-Infinity, -Infinity"
    })
    void numbersHaveFourSignificantDigits(double value, String text) {
        assertThat(Format.number(value)).isEqualTo(text);
    }

    @Test
    void whatIsMissingIsADash() {
        assertThat(Format.number(null)).isEqualTo("-");
        assertThat(Format.change(null, 1.0)).isEqualTo("-");
        assertThat(Format.change(1.0, null)).isEqualTo("-");
        assertThat(Format.change(0.0, 1.0)).isEqualTo("-");
        assertThat(Format.change(1.0, Double.NaN)).isEqualTo("-");
    }

    @Test
    void changesCarryTheirSign() {
        assertThat(Format.change(0.0234, 0.0198)).isEqualTo("-15.4 %");
        assertThat(Format.change(1.0, 1.25)).isEqualTo("+25.0 %");
    }

    @Test
    void bytesAreBinary() {
        assertThat(Format.bytes(1023)).isEqualTo("1023 B");
        assertThat(Format.bytes(1536)).isEqualTo("1.5 KiB");
        assertThat(Format.bytes(3L << 30)).isEqualTo("3.0 GiB");
    }

    @Test
    void timesAreInTheUnitsThatMatter() {
        assertThat(Format.duration(Duration.ofMillis(3210))).isEqualTo("3.2 s");
        assertThat(Format.duration(Duration.ofSeconds(125))).isEqualTo("2 min 05 s");
        assertThat(Format.duration(Duration.ofSeconds(3720))).isEqualTo("1 h 02 min");
        assertThat(Format.age(Duration.ofSeconds(59))).isEqualTo("59 s");
        assertThat(Format.age(Duration.ofHours(25))).isEqualTo("1 d");
        assertThat(Format.age(Duration.ofSeconds(-5))).isEqualTo("0 s");
    }

    @Test
    void longTextIsWrappedBetweenWordsAndLosesNothing() {
        assertThat(Format.wrap("one two three", 8)).containsExactly("one two", "three");
        assertThat(Format.wrap("abcdefghij", 4)).containsExactly("abcd", "efgh", "ij");
        assertThat(Format.wrap("", 4)).containsExactly("");
    }
}
