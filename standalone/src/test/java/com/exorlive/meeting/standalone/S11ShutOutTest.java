package com.exorlive.meeting.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// S-11 with the real core and the real signaling: whoever is deactivated or signs out is out of a
/// running meeting within five seconds, and does not come back.
class S11ShutOutTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    @TempDir Path data;

    @Test
    void aDeactivatedClientIsOutOfTheMeetingWithinFiveSeconds() throws Exception {
        try (var product = TestStandalone.start(data, Map.of());
                var ingrid = new Caller(product.origin(), 1);
                var ola = new Caller(product.origin(), 2);
                var astrid = new Caller(product.origin(), 3)) {
            ingrid.signIn("ingrid");
            ola.signIn("ola");
            astrid.signIn("astrid");
            var meeting = ingrid.startMeeting("Ola Nordmann");
            ingrid.join(meeting);
            ola.join(meeting);
            var sub = read(ola.get("/core/v1/me").body()).get("sub").stringValue();

            var asked = System.nanoTime();
            var done = astrid.post("/core/v1/people/" + sub + "/deactivate", Map.of("version", 1));
            assertThat(done.statusCode()).isEqualTo(200);
            assertThat(ola.closeStatus()).isEqualTo(4004);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(LIMIT);

            assertThat(ola.askForTicket(meeting).statusCode()).isEqualTo(404);
            assertThat(ingrid.nextPresenceOf("invitee", "absent")).isNotNull();
            assertThat(ingrid.get("/core/v1/me").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whoSignsOutIsOutOfTheMeetingAndTheTokenOpensNothing() throws Exception {
        try (var product = TestStandalone.start(data, Map.of());
                var ingrid = new Caller(product.origin(), 1);
                var ola = new Caller(product.origin(), 2);
                var olasOther = new Caller(product.origin(), 3)) {
            ingrid.signIn("ingrid");
            ola.signIn("ola");
            olasOther.signIn("ola");
            var meeting = ingrid.startMeeting("Ola Nordmann");
            ingrid.join(meeting);
            ola.join(meeting);

            olasOther.post("/oidc/logout", Map.of());
            assertThat(olasOther.askForTicket(meeting).statusCode()).isEqualTo(404);
            ola.post("/oidc/logout", Map.of());
            assertThat(ola.get("/core/v1/me").statusCode()).isEqualTo(401);
            assertThat(ola.closeStatus()).isEqualTo(4004);
        }
    }

    private static JsonNode read(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
