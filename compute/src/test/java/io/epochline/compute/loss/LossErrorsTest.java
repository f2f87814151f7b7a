package io.epochline.compute.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.epochline.compute.ir.GraphBuilder;
import io.epochline.compute.ir.ValueType;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossErrorsTest {
    @Test
    void aMisspeltLossIsShownAndCorrected() {
        LossException fault = reading("0.8*hubr + 0.2*(1-pearson)");

        assertThat(fault).hasMessage("""
                unknown loss 'hubr' at column 5. Did you mean 'huber'?
                  0.8*hubr + 0.2*(1-pearson)
                      ^^^^""");
        assertThat(fault.column()).isEqualTo(5);
        assertThat(fault.suggestion()).contains("huber");
        assertThat(fault.code()).isEqualTo("loss_unknown_name");
    }

    @Test
    void aNameLikeNoOtherListsThoseThatAreKnown() {
        assertThat(reading("zzzzzz"))
                .hasMessageStartingWith("unknown loss 'zzzzzz' at column 1. Known: BradleyTerry, Focal, GaussianKL");
    }

    @Test
    void aMisspeltArgumentIsCorrected() {
        assertThat(reading("mse + huber(dleta=2)")).hasMessage("""
                huber has no argument 'dleta' at column 13. Did you mean 'delta'?
                  mse + huber(dleta=2)
                              ^^^^^""");
        assertThat(reading("mse(weight=2)")).hasMessageContaining("column 5. Write mse(pred, target)\n");
    }

    @Test
    void aMissingParenthesisNamesItsPartner() {
        assertThat(reading("0.2*(1 - pearson")).hasMessage("""
                missing ')' at column 17 for the '(' at column 5, found the end
                  0.2*(1 - pearson
                                  ^""");
        assertThat(reading("huber(delta=1 + mse"))
                .hasMessageStartingWith("missing ')' at column 20 for the '(' at column 6");
    }

    @Test
    void brokenSyntaxSaysWhatWasExpected() {
        assertThat(reading("mse + "))
                .hasMessageStartingWith("expected a number, a loss, 'pred' or 'target' at column 6, found the end\n");
        assertThat(reading("mse mae"))
                .hasMessageStartingWith("expected an operator or the end at column 5, found 'mae'");
        assertThat(reading("mse $ mae")).hasMessageStartingWith("unexpected character '$' at column 5\n");
        assertThat(reading("mse \u0007")).hasMessageStartingWith("unexpected character 'U+0007' at column 5\n");
        assertThat(reading("  "))
                .hasMessage("the loss is empty. Write an expression, such as 0.8*huber + 0.2*(1 - pearson)");
    }

    @Test
    void weightsMustBeFinite() {
        assertThat(reading("1e999*mse")).hasMessage("""
                weight 1e999 at column 1 is not finite (Infinity)
                  1e999*mse
                  ^^^^^""");
        assertThat(reading("(1/0)*mse")).hasMessageStartingWith("weight 1/0 at column 2 is not finite (Infinity)");
        assertThat(reading("mse/(1 - 1)")).hasMessageContaining("is not finite");
    }

    @Test
    void aLossMustBeAScalarThatDependsOnPred() {
        assertThat(reading("abs(pred - target)"))
                .hasMessage(
                        "the loss must be a scalar, found the tensor abs(pred - target). Maybe mean(abs(pred - target))");
        assertThat(reading("0.5")).hasMessage("the loss 0.5 does not depend on the prediction. Add a term such as mse");
        assertThat(reading("mse(target, target)")).hasMessageContaining("does not depend on the prediction");
    }

    @Test
    void settingsMustBeNumbersInTheirRange() {
        assertThat(reading("huber(delta=-1)")).hasMessage("""
                huber's delta must be above 0, got -1 at column 13
                  huber(delta=-1)
                              ^^""");
        assertThat(reading("quantile(q=1)")).hasMessageStartingWith("quantile's q must be in (0, 1), got 1 at");
        assertThat(reading("multi_scale(scales=2.5)"))
                .hasMessageStartingWith("multi_scale's scales must be a whole number in [1, 12], got 2.5 at");
        assertThat(reading("huber(delta=mse)"))
                .hasMessageStartingWith("huber's 'delta' must be a number, found a scalar (mse) at column 13");
    }

    @Test
    void argumentsMustBeOfTheRightKindNumberAndOrder() {
        assertThat(reading("huber(0.5)")).hasMessage("""
                huber's 'pred' must be a tensor, found a number (0.5) at column 7. Write huber(pred, target, delta=1)
                  huber(0.5)
                        ^^^""");
        assertThat(reading("abs(2)*mse"))
                .hasMessageContaining("abs's 'x' must be a tensor or a scalar, found a number (2)");
        assertThat(reading("tv(pred, target)"))
                .hasMessageStartingWith("tv takes 1 arguments; one too many at column 10");
        assertThat(reading("mean()")).hasMessageStartingWith("mean needs its argument 'x' at column 1. Write mean(x)");
        assertThat(reading("huber(delta=1, delta=2)"))
                .hasMessageStartingWith("huber gets 'delta' twice, the second time at");
        assertThat(reading("mse(target=target, pred)")).hasMessageStartingWith("an argument without a name follows");
    }

    @Test
    void hostileTextIsRefusedEarly() {
        assertThat(reading("(".repeat(60) + "mse" + ")".repeat(60)))
                .hasMessageStartingWith("the loss is nested deeper than 50 levels at column 51");
        assertThat(reading("-".repeat(1900) + "mse"))
                .hasMessageStartingWith("the loss is nested deeper than 50 levels");
        assertThat(reading("mse+".repeat(1000) + "mse"))
                .hasMessage("the loss has 4003 characters, but at most 2000 are read");
        assertThat(Loss.parse("mse+".repeat(499) + "mse").canonical()).hasSize(499 * 8 + 5);
    }

    @Test
    void longTextShowsOnlyThePlace() {
        String snippet =
                reading("mse + ".repeat(40) + "hubr" + " + mse".repeat(40)).snippet();

        assertThat(snippet.lines()).hasSize(2).allMatch(line -> line.length() <= 94);
        List<String> lines = snippet.lines().toList();
        assertThat(lines.get(0)
                        .substring(lines.get(1).indexOf('^'), lines.get(1).lastIndexOf('^') + 1))
                .isEqualTo("hubr");
    }

    @Test
    void shapesThatDifferAreToldWithAWayOut() {
        assertThat(applying("mse", ValueType.f32(8, 120), ValueType.f32(8, 2, 2, 30)))
                .hasMessage("pred is f32[8, 120] but target is f32[8, 2, 2, 30]."
                        + " Maybe end the network with reshape: [2, 2, 30]");
        assertThat(applying("mse", ValueType.f32(8, 10), ValueType.f32(8, 30)))
                .hasMessage("pred is f32[8, 10] but target is f32[8, 30]."
                        + " Maybe the last layer of the network has another size than the targets");
    }

    @Test
    void tooFewPositionsForATermAreTold() {
        assertThat(applying("mse + tv(pred)", ValueType.f32(8, 1), ValueType.f32(8, 1)))
                .hasMessage("""
                tv at column 7 needs at least 2 values along the last axis, found 1 (pred is f32[8, 1])
                  mse + tv(pred)
                        ^^^^^^^^""");
        assertThat(applying("mean(diff(pred)*target)", ValueType.f32(8, 5), ValueType.f32(8, 5)))
                .hasMessageStartingWith("diff(pred)*target at column 6 combines f32[8, 4] and f32[8, 5]");
    }

    private static LossException reading(String text) {
        return catchThrowableOfType(LossException.class, () -> Loss.parse(text));
    }

    private static LossException applying(String text, ValueType pred, ValueType target) {
        GraphBuilder g = new GraphBuilder();
        Loss loss = Loss.parse(text);
        return catchThrowableOfType(
                LossException.class, () -> loss.apply(g, g.input("pred", pred), g.input("target", target)));
    }
}
