package io.epochline.console;

import static io.restassured.RestAssured.get;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class QueuesApiTest {

    @Test
    void anAutoscalerIsToldHowMuchWorkThereIs() {
        get("/api/queues")
                .then()
                .statusCode(200)
                .body("train", greaterThanOrEqualTo(0))
                .body("sample", greaterThanOrEqualTo(0));
    }
}
