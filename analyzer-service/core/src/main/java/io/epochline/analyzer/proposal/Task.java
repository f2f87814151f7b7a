package io.epochline.analyzer.proposal;

import java.util.Locale;

/** What kind of thing is learnt, as far as the loss tells. */
enum Task {
    REGRESSION,
    CLASSIFICATION;

    /** By what the loss is called; regression where nothing is known. */
    static Task of(CurrentSetup setup) {
        String loss = setup.loss() == null
                ? ""
                : setup.loss().toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        boolean classes = loss.contains("crossentropy")
                || loss.contains("logloss")
                || loss.contains("focal")
                || loss.contains("nllloss")
                || loss.contains("bceloss")
                || loss.contains("bcewithlogits");
        return classes ? CLASSIFICATION : REGRESSION;
    }
}
