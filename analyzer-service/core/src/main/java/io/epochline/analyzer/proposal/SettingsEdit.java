package io.epochline.analyzer.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.epochline.analyzer.diagnosis.Diagnosis;
import io.epochline.events.Json;
import io.epochline.events.spec.BatchesSpec;
import io.epochline.events.spec.OptimizerSpec;
import io.epochline.events.spec.ScheduleSpec;
import io.epochline.events.spec.SplitSpec;
import io.epochline.events.spec.TrainingJob;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.stream.Stream;

/** Changes of a job's settings. Each gives the keys that change, or none where there is nothing to change. */
enum SettingsEdit {
    LOWER_LEARNING_RATE {
        @Override
        Optional<ObjectNode> keys(TrainingJob job, Diagnosis diagnosis) {
            return Optional.of(rate(job, severe(diagnosis, "learning_rate_too_high", "divergence") ? 0.1 : 0.3));
        }
    },
    HIGHER_LEARNING_RATE {
        @Override
        Optional<ObjectNode> keys(TrainingJob job, Diagnosis diagnosis) {
            return Optional.of(rate(job, severe(diagnosis, "slow_learning", "learning_rate_too_low") ? 30 : 5));
        }
    },
    CLIPPED_GRADIENTS {
        @Override
        Optional<ObjectNode> keys(TrainingJob job, Diagnosis diagnosis) {
            return job.clipNorm() == null ? Optional.of(document().put("clip_norm", 1.0)) : Optional.empty();
        }
    },
    /** Warm-up for a twentieth of the run, then down along a cosine. */
    WARMUP_COSINE {
        @Override
        Optional<ObjectNode> keys(TrainingJob job, Diagnosis diagnosis) {
            if (!(job.schedule() instanceof ScheduleSpec.Constant) || job.epochs() < 4) {
                return Optional.empty();
            }
            ObjectNode keys = document();
            keys.putObject("schedule")
                    .put("name", "cosine")
                    .put("floor", 0.01)
                    .put("warmup_epochs", job.epochs() / 20.0);
            return Optional.of(keys);
        }
    },
    SMALLER_BATCH {
        @Override
        Optional<ObjectNode> keys(TrainingJob job, Diagnosis diagnosis) {
            int quarter = job.batchSize() / 4;
            Integer rows = diagnosis.seen().facts().trainRows();
            int enough = rows == null ? quarter : Math.min(quarter, rows / 16);
            return job.batchSize() > 4
                    ? Optional.of(document().put("batch_size", Math.max(4, enough)))
                    : Optional.empty();
        }
    },
    LARGER_BATCH {
        @Override
        Optional<ObjectNode> keys(TrainingJob job, Diagnosis diagnosis) {
            int twice = 2 * job.batchSize();
            Integer rows = diagnosis.seen().facts().trainRows();
            return rows == null || twice <= rows / 8
                    ? Optional.of(document().put("batch_size", twice))
                    : Optional.empty();
        }
    },
    MORE_EPOCHS {
        @Override
        Optional<ObjectNode> keys(TrainingJob job, Diagnosis diagnosis) {
            return Optional.of(document().put("epochs", Math.min(1_000_000, 2 * job.epochs())));
        }
    },
    EARLY_STOPPING {
        @Override
        Optional<ObjectNode> keys(TrainingJob job, Diagnosis diagnosis) {
            if (job.earlyStopping() != null) {
                return Optional.empty();
            }
            ObjectNode keys = document();
            keys.putObject("early_stopping").put("patience", Math.max(3, job.epochs() / 10));
            return Optional.of(keys);
        }
    },
    /** AdamW for Adam, as its decay is not scaled by gradients; ten times as much where there is some. */
    WEIGHT_DECAY {
        @Override
        Optional<ObjectNode> keys(TrainingJob job, Diagnosis diagnosis) {
            ObjectNode optimizer = optimizer(job);
            double now = optimizer.path("weight_decay").asDouble();
            boolean adam = job.optimizer() instanceof OptimizerSpec.Adam;
            if (adam) {
                optimizer.put("name", "adamw");
            } else if (!optimizer.has("weight_decay")) {
                return Optional.empty();
            }
            boolean decoupled = adam || job.optimizer() instanceof OptimizerSpec.AdamW;
            optimizer.put("weight_decay", Math.min(decoupled ? 0.3 : 0.01, Math.max(decoupled ? 0.1 : 1e-3, 10 * now)));
            return Optional.of(document().set("optimizer", optimizer));
        }
    },
    LESS_WEIGHT_DECAY {
        @Override
        Optional<ObjectNode> keys(TrainingJob job, Diagnosis diagnosis) {
            double now = optimizer(job).path("weight_decay").asDouble();
            if (now == 0) {
                return Optional.empty();
            }
            ObjectNode keys = document();
            keys.putObject("optimizer").put("weight_decay", rounded(now / 100));
            return Optional.of(keys);
        }
    },
    ADAPTIVE_STEPS {
        @Override
        Optional<ObjectNode> keys(TrainingJob job, Diagnosis diagnosis) {
            if (!(job.optimizer() instanceof OptimizerSpec.Sgd)) {
                return Optional.empty();
            }
            ObjectNode keys = document();
            keys.putObject("optimizer").put("name", "adam").put("lr", 1e-3);
            return Optional.of(keys);
        }
    },
    SERIES_BATCHES {
        @Override
        Optional<ObjectNode> keys(TrainingJob job, Diagnosis diagnosis) {
            if (job.data().group() == null || job.batches() instanceof BatchesSpec.Series) {
                return Optional.empty();
            }
            ObjectNode keys = document();
            keys.putObject("batches").put("sampler", "series");
            return Optional.of(keys);
        }
    },
    SPLIT_BY_GROUP {
        @Override
        Optional<ObjectNode> keys(TrainingJob job, Diagnosis diagnosis) {
            if (job.data().group() == null || job.data().split() instanceof SplitSpec.Group) {
                return Optional.empty();
            }
            ObjectNode keys = document();
            keys.putObject("data")
                    .putObject("split")
                    .put("method", "group")
                    .put("seed", job.data().split().seed());
            return Optional.of(keys);
        }
    },
    /** Jobs train in 32 bits as they are. */
    SINGLE_PRECISION {
        @Override
        Optional<ObjectNode> keys(TrainingJob job, Diagnosis diagnosis) {
            return diagnosis.symptom("precision_overhead").map(symptom -> document());
        }
    };

    /** The keys of the job that change; of {@code data} and {@code optimizer} only what changes. */
    abstract Optional<ObjectNode> keys(TrainingJob job, Diagnosis diagnosis);

    private static ObjectNode document() {
        return Json.MAPPER.createObjectNode();
    }

    private static ObjectNode optimizer(TrainingJob job) {
        JsonNode optimizer = Json.MAPPER.valueToTree(job.optimizer());
        return (ObjectNode) optimizer;
    }

    private static ObjectNode rate(TrainingJob job, double factor) {
        ObjectNode keys = document();
        keys.putObject("optimizer").put("lr", rounded(job.optimizer().lr() * factor));
        return keys;
    }

    private static boolean severe(Diagnosis diagnosis, String... ids) {
        return Stream.of(ids).flatMap(id -> diagnosis.symptom(id).stream()).anyMatch(symptom -> symptom.severity()
                .equals("severe"));
    }

    private static double rounded(double value) {
        return new BigDecimal(value).round(new MathContext(2)).doubleValue();
    }
}
