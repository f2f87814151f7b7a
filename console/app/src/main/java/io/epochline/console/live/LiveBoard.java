package io.epochline.console.live;

import io.epochline.console.KafkaAddress;
import io.epochline.events.Decoded;
import io.epochline.events.Event;
import io.epochline.events.Topic;
import io.epochline.events.kafka.EventLog;
import io.epochline.events.kafka.Topics;
import io.epochline.events.view.EventBoard;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.WakeupException;
import org.jboss.logging.Logger;

/**
 * The board that the API reads. One thread reads every topic from its beginning and goes on for as long as the console
 * lives; when reading fails it begins anew, which the board does not mind, since an event told twice changes nothing.
 */
@Singleton
public class LiveBoard {

    private static final Logger LOG = Logger.getLogger(LiveBoard.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final EventBoard board = new EventBoard();
    private final KafkaAddress kafka;
    private final Changes changes;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread reader = new Thread(this::read, "live board");
    private volatile EventLog log;
    private volatile boolean caughtUp;
    private volatile String fault = "has not read the topics yet";

    @Inject
    LiveBoard(KafkaAddress kafka, Changes changes) {
        this.kafka = kafka;
        this.changes = changes;
    }

    public EventBoard board() {
        return board;
    }

    /** Whether the board has seen everything that was there when the console started. */
    public boolean caughtUp() {
        return caughtUp;
    }

    /** Why the board is not up to date; empty when it is. */
    public String fault() {
        return fault;
    }

    void start(@Observes StartupEvent event) {
        reader.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        EventLog open = log;
        if (open != null) {
            open.wakeup();
        }
        reader.join(Duration.ofSeconds(5));
    }

    private void read() {
        boolean told = false;
        do {
            try {
                Topics.ensure(kafka.client(Map.of("default.api.timeout.ms", 5000, "request.timeout.ms", 4000)));
                told = false;
                follow();
            } catch (WakeupException e) {
                return;
            } catch (RuntimeException e) {
                fault = e.getMessage();
                if (!told) {
                    LOG.warnf("The board is not kept up to date: %s", fault);
                    told = true;
                }
            }
        } while (!stopsWithin(PAUSE));
    }

    private void follow() {
        try (EventLog opened = EventLog.fromBeginning(kafka.client(Map.of()), List.of(Topic.values()), PATIENCE)) {
            log = opened;
            while (!isStopping()) {
                for (EventLog.Entry entry : opened.poll(Duration.ofMillis(500))) {
                    if (entry.decoded() instanceof Decoded.Valid(Event said)) {
                        board.apply(said, entry.timestamp());
                        changes.add(said);
                    }
                }
                if (opened.caughtUp()) {
                    caughtUp = true;
                    fault = "";
                }
            }
        } finally {
            log = null;
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private boolean stopsWithin(Duration pause) {
        try {
            return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
