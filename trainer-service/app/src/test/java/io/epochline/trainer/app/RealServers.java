package io.epochline.trainer.app;

import io.epochline.standalone.TestServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** Points the application at a real broker and a real S3 server. */
public class RealServers implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        Map<String, String> properties = new HashMap<>(TestServers.shared().properties());
        properties.put("epochline.data.root", "src/test/resources");
        properties.put("epochline.trainer.commands", "src/test/resources/commands.yaml");
        properties.put("epochline.trainer.work", "target/work");
        properties.put("quarkus.http.test-port", "0");
        return properties;
    }

    /** The servers end with the JVM. */
    @Override
    public void stop() {}
}
