package io.epochline.console;

import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class PageTest {

    @Test
    void thePageIsServedAndMayRunOnlyItsOwnScripts() {
        when().get("/")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Content-Security-Policy", containsString("script-src 'self'"))
                .header("Content-Security-Policy", not(containsString("unsafe")))
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .body(containsString("console.js"));
    }

    @Test
    void whatThePageNeedsIsServedBesideIt() {
        for (String file : new String[] {
            "console.js",
            "state.js",
            "dom.js",
            "runs.js",
            "experiments.js",
            "posteriors.js",
            "curves.js",
            "console.css",
            "icon.svg"
        }) {
            when().get("/" + file).then().statusCode(200);
        }
    }

    @Test
    void thePageNeverMakesMarkupOfText() {
        for (String script : new String[] {
            "/console.js", "/state.js", "/dom.js", "/runs.js", "/experiments.js", "/posteriors.js", "/curves.js"
        }) {
            assertThat(RestAssured.get(script).asString())
                    .doesNotContain("innerHTML")
                    .doesNotContain("insertAdjacentHTML")
                    .doesNotContain("document.write")
                    .doesNotContain("http://localhost");
        }
    }

    @Test
    void everyOperationIsDescribed() {
        var paths = RestAssured.given()
                .queryParam("format", "json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body("info.title", equalTo("Epochline console"))
                .extract()
                .jsonPath();

        assertThat(paths.getMap("paths").keySet())
                .extracting(Object::toString)
                .contains("/api/jobs", "/api/runs/{id}/cancel", "/api/topics/{topic}/events");
        assertThat(paths.getString("paths.'/api/runs'.get.summary")).isNotBlank();
        assertThat(paths.getMap("components.schemas.RunItem.properties").keySet())
                .extracting(Object::toString)
                .contains("best_val_loss");
    }

    @Test
    void anAddressThatIsNoneIsToldAsAProblem() {
        when().get("/api/nothing").then().statusCode(404);
        when().get("/q/health/ready").then().statusCode(200).body("checks.name", hasItem("events read to the end"));
        when().get("/q/metrics").then().statusCode(200);
    }
}
