package io.epochline.console.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitScaleTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            s,      3.2e-6,   µs,       3.2
            s,      0.999,    ms,       999
            s,      1,        s,        1
            s,      1000,     ks,       1
            m,      4e-9,     nm,       4
            as,     2e-5,     µas,      20
            mas,    0.02,     µas,      20
            mas,    1500,     as,       1.5
            Hz,     2.5e6,    MHz,      2.5
            s,      1e-15,    ps,       0.001
            s,      1e18,     Ts,       1000000
            ppm,    2e5,      ×10³ ppm, 200
            ppm,    12,       ppm,      12
            %,      99,       %,        99
            1/s,    45000,    ×10³ 1/s, 45
            "",     0.5,      "",       0.5
            "",     9999,     "",       9999
            "",     12345,    ×10³,     12.345
            "",     0.001,    ×10⁻³,    1
            "",     2e-7,     ×10⁻⁹,    200
            """)
    void numbersAreNeitherLongNorFullOfZeros(String unit, double largest, String label, double shown) {
        UnitScale scale = UnitScale.of(unit, largest);
        assertThat(scale.label()).isEqualTo(label);
        assertThat(scale.factor() * largest).isEqualTo(shown, within(1e-9 * shown));
    }

    @Test
    void whatHasNoSizeIsShownAsItIs() {
        assertThat(UnitScale.of("s", 0)).isEqualTo(UnitScale.none("s"));
        assertThat(UnitScale.of("", Double.NaN)).isEqualTo(UnitScale.none(""));
        assertThat(UnitScale.of("s", Double.POSITIVE_INFINITY)).isEqualTo(UnitScale.none("s"));
    }

    @Test
    void titlesTellPureNumbersWithoutTheFactorOfTheAxis() {
        assertThat(UnitScale.of("", 0.001).text(1.5)).isEqualTo("0.0015");
        assertThat(UnitScale.of("s", 0.001).text(1.5)).isEqualTo("1.5 ms");
        assertThat(UnitScale.of("ppm", 2e5).text(200)).isEqualTo("200000 ppm");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "0.0123456, 0.01235",
        "12345678, 1.235×10⁷",
        "-0.00001234567, −1.235×10⁻⁵",
        "999999, 1×10⁶",
        "123456, 123500",
        "NaN, NaN",
        "-Infinity, −∞"
    })
    void numbersHaveFourDigits(double value, String text) {
        assertThat(Numbers.of(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-20, −20", "2500, 2500", "20000, 20k", "1500000, 1.5M", "0.5, ''"})
    void countsAreShort(double value, String text) {
        assertThat(Numbers.count(value)).isEqualTo(text);
    }
}
