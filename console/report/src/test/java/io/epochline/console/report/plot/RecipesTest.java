package io.epochline.console.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.epochline.console.report.ReportException;
import io.epochline.console.report.TestingRuns;
import io.epochline.console.report.signal.RunSignals;
import io.epochline.events.InvalidEventException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecipesTest {

    private final RunSignals run = RunSignals.of(TestingRuns.finished("run-1").folder());

    static List<String> names() {
        return Recipes.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyNamedRecipeIsOne(String name) {
        assertThat(Recipes.named(name).panels()).isNotEmpty();
    }

    @Test
    void anUnknownNameIsToldWithTheOneThatWasMeant() {
        assertThatThrownBy(() -> Recipes.named("trainning"))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("Did you mean 'training'?")
                .hasMessageContaining("theta, curvature");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            title: A                                             | panels
            {title: A, panels: []}                               | at least one
            {panels: [{signals: [loss]}]}                        | title
            {title: A, panels: [{signals: [loss], modus: norm}]} | Did you mean 'mode'?
            {title: A, panels: [{signals: [loss], mode: normal}]}| panels[0].mode
            {title: A, panels: [{signals: []}]}                  | at least one name
            {title: A, panels: [{signals: [loss], top: 0}]}      | at least 1
            {title: A, columns: 0, panels: [{signals: [loss]}]}  | from 1 to 6
            [loss]                                               | expected keys
            {title: A, panels: [{signals: [loss], y: [log]}]}    | panels[0].y
            """)
    void whatIsNoRecipeIsRefusedWithItsPlace(String yaml, String message) {
        assertThatThrownBy(() -> Recipes.parse(yaml, "mine.yaml"))
                .isInstanceOf(InvalidEventException.class)
                .hasMessageStartingWith("mine.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void aSignalThatMustBeThereIsMissedAloud() {
        assertThatThrownBy(() -> figure("{title: A, panels: [{signals: [val_los]}]}"))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("Did you mean 'val_loss'?");
        assertThatThrownBy(() -> figure("{title: A, panels: [{signals: ['metrics.*']}]}"))
                .hasMessageContaining("No signal is called 'metrics.*'");
    }

    @Test
    void aPanelWhoseSignalsMayBeMissingIsLeftOutAndAPictureOfNothingIsRefused() {
        assertThat(figure("{title: A, panels: [{signals: [loss]}, {signals: [other], optional: true}]}")
                        .panels())
                .hasSize(1);
        assertThatThrownBy(() -> figure("{title: A, panels: [{signals: [other], optional: true}]}"))
                .hasMessageContaining("none of the signals of the recipe 'A'")
                .hasMessageContaining("val_loss");
    }

    @Test
    void signalsOfDifferentUnitsDoNotShareAPanel() {
        assertThat(figure("{title: A, panels: [{signals: [loss, epoch_duration, lr]}]}")
                        .panels())
                .extracting(Panel::title)
                .containsExactly("loss, lr", "epoch_duration");
    }

    @Test
    void eachSignalMayHaveAPanelOfItsOwn() {
        assertThat(figure("{title: A, panels: [{signals: [theta.dense.*], each: true}]}")
                        .panels())
                .extracting(Panel::title)
                .containsExactly("theta.dense.weight", "theta.dense.bias");
    }

    private Figure figure(String yaml) {
        return FigureBuilder.build(Recipes.parse(yaml, "mine.yaml"), List.of(run));
    }
}
