package io.epochline.analyzer.proposal;

import io.epochline.events.Cost;
import java.util.Comparator;
import java.util.Locale;

/** What may become a proposal. */
record Candidate(
        String name, String family, Change change, Merit merit, String expectedEffect, String risk, Cost cost) {

    /** The best first; ties by name. */
    static final Comparator<Candidate> ORDER = Comparator.comparingDouble(
                    (Candidate candidate) -> -candidate.merit().score())
            .thenComparing(Candidate::name)
            .thenComparing(candidate -> candidate.change().toString());

    static Candidate of(Remedies.Remedy remedy, Change change, Merit merit, Cost cost) {
        return new Candidate(
                remedy.name(), remedy.family(), change, merit, remedy.expectedEffect(), remedy.risk(), cost);
    }

    Candidate times(double factor) {
        return new Candidate(name, family, change, merit.times(factor), expectedEffect, risk, cost);
    }

    Proposal ranked(String id, int rank) {
        return new Proposal(id, rank, name, family, change, merit.sentences(), expectedEffect, risk, cost);
    }

    /** Such as {@code loss-huber-pearson} for {@code HuberPearson}. */
    String id() {
        String kind =
                switch (change) {
                    case Change.NewLoss loss -> "loss-";
                    case Change.NewModel model -> "model-";
                    case Change.NewSettings settings -> "settings-";
                };
        String words = name.replaceAll("([a-z])([A-Z])", "$1-$2").replaceAll("[^A-Za-z0-9]+", "-");
        return kind + words.toLowerCase(Locale.ROOT);
    }
}
