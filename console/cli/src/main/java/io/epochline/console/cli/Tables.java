package io.epochline.console.cli;

import io.epochline.console.cli.output.Format;
import io.epochline.console.cli.output.Table;
import io.epochline.events.SamplingFinished.ParameterSummary;
import java.util.Map;
import java.util.TreeMap;

/** Tables that more than one command prints. */
public final class Tables {

    private Tables() {}

    /** A row per parameter of a posterior. */
    public static Table posterior(Map<String, ParameterSummary> parameters) {
        Table table = new Table("parameter", ">mean", ">sd", ">mcse", ">R-hat", ">ESS bulk", ">ESS tail");
        new TreeMap<>(parameters)
                .forEach((name, summary) -> table.row(
                        name,
                        Format.number(summary.mean()),
                        Format.number(summary.sd()),
                        Format.number(summary.mcse()),
                        Format.number(summary.rhat()),
                        Math.round(summary.essBulk()),
                        Math.round(summary.essTail())));
        return table;
    }
}
