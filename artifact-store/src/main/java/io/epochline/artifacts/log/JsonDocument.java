package io.epochline.artifacts.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.epochline.artifacts.log.Meaning.LearningRate;
import io.epochline.artifacts.log.Meaning.Part;
import io.epochline.artifacts.log.Meaning.Position;
import io.epochline.artifacts.log.Meaning.Quantity;
import io.epochline.artifacts.log.Meaning.Summary;
import io.epochline.artifacts.log.Meaning.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A log that is one JSON document: the state of Hugging Face's trainer, a history with a list for each quantity, or
 * whatever nests such. An object that stands in a list, with all within it, is one reading.
 */
final class JsonDocument {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final Vocabulary vocabulary = new Vocabulary();
    private final RunSplitter runs = new RunSplitter();
    private final JsonParser parser;
    private boolean trainerState;
    private Quantity metric;
    private boolean rounds;

    private JsonDocument(JsonParser parser) {
        this.parser = parser;
    }

    /** Whether the text begins with an object of quoted names, or a list of them; the text must be rewound then. */
    static boolean begins(InputStream text) throws IOException {
        StringBuilder start = new StringBuilder();
        int b = text.read();
        for (int i = 0; i < 64 && b >= 0 && start.length() < 3; i++) {
            if (b > ' ') {
                start.append((char) b);
            }
            b = text.read();
        }
        return start.toString().startsWith("{\"") || start.toString().equals("[{\"");
    }

    /** The log; empty where it is no single document after all: then its lines may tell more. */
    static Optional<TrainingLog> read(ReplayStream text) throws IOException {
        JsonParser parser = JSON.createParser(text);
        JsonDocument document = new JsonDocument(parser);
        try {
            parser.nextToken();
            document.root();
            return parser.nextToken() == null || !text.canRewind() ? Optional.of(document.log()) : Optional.empty();
        } catch (JsonProcessingException e) {
            TrainingLog log = document.log();
            boolean ended = text.read() < 0 && e.getLocation().getByteOffset() >= text.count();
            boolean brokenOff = ended && !log.runs().isEmpty();
            return brokenOff || !text.canRewind()
                    ? Optional.of(log.with(
                            "the document breaks off in line " + e.getLocation().getLineNr()))
                    : Optional.empty();
        }
    }

    /** Lists without places are histories, which training loops write by epoch; CatBoost's iterations are rounds. */
    private TrainingLog log() {
        List<LoggedRun> found = runs.finish().stream().map(this::counted).toList();
        return TrainingLog.of(trainerState ? "trainer_state" : "json", found, runs.warnings());
    }

    private LoggedRun counted(LoggedRun run) {
        if (rounds) {
            return run.countedIn(Unit.ROUND.word());
        }
        return run.unit().equals(Unit.EVAL.word()) ? run.countedIn(Unit.EPOCH.word()) : run;
    }

    private void root() throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            element(true);
        } else {
            array(new ReadingBuilder(), "", Split.NONE, false);
        }
    }

    /** An object that is a reading of its own. */
    private void element(boolean root) throws IOException {
        ReadingBuilder reading = new ReadingBuilder();
        reading.clear();
        boolean told = object(reading, Split.NONE, root);
        Reading built = told ? reading.build(Split.NONE, false) : null;
        if (built != null && !built.values().isEmpty()) {
            runs.add(built, parser.currentTokenLocation().getLineNr());
        }
    }

    /** Gives whether it is about one place of the run rather than about all of it. */
    private boolean object(ReadingBuilder reading, Split split, boolean root) throws IOException {
        boolean told = true;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT) {
                Split inner = vocabulary.of(name) instanceof Part part ? part.split() : split;
                told &= object(reading, inner, root);
            } else if (value == JsonToken.START_ARRAY) {
                trainerState |= name.equals("log_history");
                array(reading, name, split, root);
            } else {
                told &= scalar(reading, name, split);
            }
        }
        return told;
    }

    private boolean scalar(ReadingBuilder reading, String name, Split split) throws IOException {
        String text = parser.getText();
        Double number = parser.currentToken().isBoolean() ? null : Numbers.read(text);
        if (number == null) {
            if (vocabulary.of(name + " " + text) instanceof Part part && part.whole()) {
                reading.whole(part.split());
            }
            if (name.equals("name") && vocabulary.of(text) instanceof Quantity quantity) {
                metric = metric == null ? quantity : metric;
            }
            runs.mentions().note(name, text);
            return true;
        }
        switch (vocabulary.of(name)) {
            case Position position -> reading.position(position.unit(), number);
            case Quantity quantity -> reading.quantity(quantity.on(split), number);
            case LearningRate rate -> reading.learningRate(number);
            case Summary summary -> {
                runs.mentions().note(name, text);
                return !summary.ofRun();
            }
            case Part part -> {}
            case Meaning.Other other -> runs.mentions().note(name, text);
        }
        return true;
    }

    /** A list of readings, or, where the document is one of lists, the values of one quantity. */
    private void array(ReadingBuilder reading, String name, Split split, boolean column) throws IOException {
        Meaning meaning = vocabulary.of(name);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            JsonToken value = parser.currentToken();
            if (value == JsonToken.START_OBJECT) {
                element(false);
            } else if (value == JsonToken.START_ARRAY) {
                array(reading, name, split, false);
            } else if (column && meaning instanceof Quantity quantity) {
                column(quantity.on(split), Numbers.read(parser.getText()));
            } else if (!column && meaning instanceof Part part && metric != null) {
                part(reading, part.split(), Numbers.read(parser.getText()));
            }
        }
    }

    /** {@code "learn": [0.5]}: CatBoost names its metrics before the iterations; the first of them counts. */
    private void part(ReadingBuilder reading, Split split, Double value) {
        if (value != null && reading.scope() != split) {
            reading.ofPart(split, value, metric);
            rounds = true;
        }
    }

    private void column(Quantity quantity, Double value) {
        if (value != null) {
            Reading.Value told = new Reading.Value(quantity.series(Split.NONE), value, quantity.direction());
            Reading reading = Reading.atStep(Double.NaN, Double.NaN, List.of(told));
            runs.add(reading, parser.currentTokenLocation().getLineNr());
        }
    }
}
