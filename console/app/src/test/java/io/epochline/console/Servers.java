package io.epochline.console;

import io.epochline.standalone.TestServers;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** The real broker and object store. */
public class Servers implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        return TestServers.shared().properties();
    }

    @Override
    public void stop() {}
}
