package io.epochline.trainer.app;

import io.epochline.artifacts.ArtifactStore;
import io.epochline.artifacts.ArtifactStores;
import io.epochline.artifacts.DataCache;
import io.epochline.artifacts.DataFiles;
import io.epochline.artifacts.StoreConfig;
import io.epochline.compute.engine.Execution;
import io.epochline.compute.runtime.Device;
import io.epochline.compute.runtime.DeviceChoice;
import io.epochline.compute.runtime.Precision;
import io.epochline.trainer.Trainer;
import io.epochline.trainer.TrainerSettings;
import io.epochline.trainer.command.Programs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Makes the trainer from the configuration. */
@ApplicationScoped
class Workplace {

    private static final Logger LOG = Logger.getLogger(Workplace.class);

    @Produces
    @Singleton
    ArtifactStore store(Config config) {
        return ArtifactStores.open(
                StoreConfig.of(key -> config.getOptionalValue(key, String.class).orElse(null)));
    }

    void close(@Disposes ArtifactStore store) {
        store.close();
    }

    @Produces
    @Singleton
    Trainer trainer(
            ArtifactStore store,
            EmittingSink events,
            @ConfigProperty(name = "epochline.data.root") Path dataRoot,
            @ConfigProperty(name = "epochline.data.cache") Optional<Path> dataCache,
            @ConfigProperty(name = "epochline.data.cache-bytes") long dataCacheBytes,
            @ConfigProperty(name = "epochline.worker") String worker,
            @ConfigProperty(name = "epochline.trainer.device") String device,
            @ConfigProperty(name = "epochline.trainer.precision") String precision,
            @ConfigProperty(name = "epochline.trainer.checkpoint-interval") Duration checkpointInterval,
            @ConfigProperty(name = "epochline.trainer.theta-bytes") long thetaBytes,
            @ConfigProperty(name = "epochline.trainer.cache-bytes") Optional<Long> cacheBytes,
            @ConfigProperty(name = "epochline.trainer.commands") Optional<Path> commands,
            @ConfigProperty(name = "epochline.trainer.work") Path work,
            @ConfigProperty(name = "epochline.git-hash") Optional<String> gitHash) {
        TrainerSettings settings = new TrainerSettings(
                worker,
                execution(DeviceChoice.of(device), Precision.parse(precision)),
                gitHash.orElseGet(TrainerSettings::builtFrom),
                checkpointInterval,
                thetaBytes,
                cacheBytes.orElseGet(TrainerSettings::defaultCacheBytes));
        DataCache cache = new DataCache(dataCache.orElseGet(DataCache::temporaryFolder), dataCacheBytes);
        return new Trainer(store, new DataFiles(dataRoot, store, cache), events, settings, programs(commands, work));
    }

    private static Programs programs(Optional<Path> list, Path work) {
        Programs programs = list.map(file -> Programs.load(file, work)).orElse(Programs.NONE);
        programs.byName()
                .forEach((name, program) -> LOG.infof("Jobs may run %s, which is %s", name, program.executable()));
        return programs;
    }

    private static Execution execution(DeviceChoice choice, Precision asked) {
        boolean processor = choice.device() == Device.CPU;
        Precision precision = processor ? Precision.F32 : asked;
        LOG.infof(
                "Training on %s in %s%s",
                choice, precision.label(), asked == precision ? "" : ", since " + asked.label() + " is for cuda alone");
        return Execution.on(choice.device(), precision);
    }
}
