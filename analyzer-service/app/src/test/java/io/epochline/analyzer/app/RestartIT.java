package io.epochline.analyzer.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.epochline.analyzer.campaign.CampaignEvents;
import io.epochline.analyzer.run.RunAnalyst;
import io.epochline.analyzer.run.RunFolders;
import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.ArtifactStores;
import io.epochline.artifacts.StoreConfig;
import io.epochline.events.CampaignRequested;
import io.epochline.events.ExperimentCancelRequested;
import io.epochline.events.ExperimentFinished;
import io.epochline.events.JobCancelRequested;
import io.epochline.events.JobRequested;
import io.epochline.events.RunAnalyzed;
import io.epochline.events.RunFinished;
import io.epochline.events.RunStatus;
import io.epochline.events.kafka.Topics;
import io.epochline.standalone.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topology on a real broker and object store, stopped and started again between any two events. */
class RestartIT {
    private static final String ID = "restarted";

    @TempDir
    Path state;

    private TestServers servers;
    private ArtifactStore store;
    private KafkaStreams streams;
    private int starts;

    @BeforeEach
    void start() throws IOException {
        servers = TestServers.start();
        Topics.ensure(Map.of("bootstrap.servers", servers.kafkaBootstrap()));
        store = ArtifactStores.open(
                StoreConfig.of(servers.s3Endpoint(), null, null, servers.accessKey(), servers.secretKey(), null));
        open();
    }

    @AfterEach
    void stop() {
        streams.close(Duration.ofSeconds(10));
        store.close();
        servers.close();
    }

    @Test
    void everyDecisionIsMadeOnce() throws IOException {
        try (Conversation conversation = new Conversation(servers.kafkaBootstrap(), ID)) {
            CampaignRequested request =
                    new CampaignRequested(ID, CampaignEvents.requested(2, 1).spec());
            conversation.tell(request);
            restart();
            JobRequested baseline = conversation.await(JobRequested.class, 1).get(0);

            RunFinished baselineFinished = RunFolders.succeeded(store, ID, baseline.jobId(), 0.02, baseline.labels());
            conversation.tell(baselineFinished);
            restart();
            conversation.tell(baselineFinished);
            List<JobRequested> jobs = conversation.await(JobRequested.class, 4);

            for (JobRequested job : jobs.subList(1, 4)) {
                RunFinished run = RunFolders.succeeded(store, ID, job.jobId(), 0.01, job.labels());
                conversation.tell(run);
                restart();
                conversation.tell(run);
            }
            conversation.await(ExperimentFinished.class, 1);
            conversation.await(RunAnalyzed.class, 4);
            restart();
            conversation.tell(request);
            conversation.listen(Duration.ofSeconds(2));

            assertThat(conversation.ids().stream().filter(id -> !id.equals(request.id())))
                    .as("all that the analyzer said, in %d starts", starts)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void cancelledCampaignStopsItsRunsOnceAndEnds() throws IOException {
        try (Conversation conversation = new Conversation(servers.kafkaBootstrap(), ID)) {
            conversation.tell(
                    new CampaignRequested(ID, CampaignEvents.requested(2, 1).spec()));
            JobRequested baseline = conversation.await(JobRequested.class, 1).get(0);
            conversation.tell(RunFolders.succeeded(store, ID, baseline.jobId(), 0.02, baseline.labels()));
            List<JobRequested> jobs = conversation.await(JobRequested.class, 4).subList(1, 4);

            ExperimentCancelRequested cancel = new ExperimentCancelRequested(ID, "enough");
            conversation.tell(cancel);
            restart();
            conversation.tell(cancel);
            List<JobCancelRequested> stops = conversation.await(JobCancelRequested.class, 3);
            assertThat(stops)
                    .extracting(JobCancelRequested::jobId)
                    .containsExactlyInAnyOrderElementsOf(
                            jobs.stream().map(JobRequested::jobId).toList());
            for (JobCancelRequested stop : stops) {
                RunFinished over = new RunFinished(
                        stop.jobId(), ID, 1, "spectral", RunStatus.CANCELLED, null, null, null, Map.of());
                conversation.tell(over);
                restart();
                conversation.tell(over);
            }

            ExperimentFinished finished =
                    conversation.await(ExperimentFinished.class, 1).get(0);
            assertThat(finished.status()).isEqualTo(RunStatus.CANCELLED);
            assertThat(finished.verdict()).isEqualTo("The campaign was cancelled after 4 of its runs: enough");
            restart();
            conversation.listen(Duration.ofSeconds(2));
            assertThat(conversation.ids().stream().filter(id -> !id.equals(cancel.id())))
                    .as("all that the analyzer said, in %d starts", starts)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void brokerThatDiesAndReturnsLosesNothing() throws IOException {
        try (Conversation conversation = new Conversation(servers.kafkaBootstrap(), ID)) {
            conversation.tell(
                    new CampaignRequested(ID, CampaignEvents.requested(1, 0).spec()));
            JobRequested baseline = conversation.await(JobRequested.class, 1).get(0);
            RunFinished run = RunFolders.succeeded(store, ID, baseline.jobId(), 0.02, baseline.labels());

            servers.kill();
            servers.restart();
            conversation.tell(run);

            JobRequested proposal = conversation.await(JobRequested.class, 2).get(1);
            conversation.tell(RunFolders.succeeded(store, ID, proposal.jobId(), 0.01, proposal.labels()));
            assertThat(conversation.await(ExperimentFinished.class, 1).get(0).bestRunId())
                    .isEqualTo(proposal.jobId());
        }
    }

    /** Gives the topology no time to finish what it is at. */
    private void restart() throws IOException {
        streams.close(Duration.ZERO);
        streams.close(Duration.ofSeconds(10));
        open();
    }

    /** With the settings of the service, read from where the service reads them. */
    private void open() throws IOException {
        Properties service = new Properties();
        try (InputStream file = RestartIT.class.getResourceAsStream("/application.properties")) {
            service.load(file);
        }
        Properties settings = new Properties();
        service.stringPropertyNames().stream()
                .filter(name -> name.startsWith("kafka-streams."))
                .forEach(name -> settings.put(name.substring("kafka-streams.".length()), service.getProperty(name)));
        settings.put("application.id", "epochline-analyzer");
        settings.put("bootstrap.servers", servers.kafkaBootstrap());
        settings.put("state.dir", state.toString());
        streams = new KafkaStreams(
                AnalyzerTopology.build(store, new RunAnalyst(store), new SimpleMeterRegistry()), settings);
        streams.start();
        starts++;
    }
}
