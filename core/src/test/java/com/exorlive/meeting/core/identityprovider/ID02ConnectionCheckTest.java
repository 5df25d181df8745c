package com.exorlive.meeting.core.identityprovider;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.Http;
import com.exorlive.meeting.core.database.OnBothDatabases;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An administrator tries a provider before anybody is sent there (ID-02), and reads what to mend.
@OnBothDatabases
final class ID02ConnectionCheckTest {
    private ProviderWorld world;
    private Browser astrid;

    @BeforeEach
    void start() throws Exception {
        world = new ProviderWorld();
        astrid = world.admin();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    private Http.Answer check(String issuer) {
        return astrid.api("POST", "/identity-provider-check", Map.of("issuer", issuer));
    }

    private String finding() {
        var said = check(world.there.issuer()).json();
        return said.path("finding").asString() + " " + said.path("detail").asString("");
    }

    @Test
    void oneThatAnswersAsItShouldIsShownWithWhatItCan() {
        world.there.metadata.put("backchannel_logout_supported", true);
        world.there.metadata.put("acr_values_supported", List.of("loa3", "loa4"));
        var said = check(world.there.issuer()).json();
        assertThat(said.path("finding").asString()).isEqualTo("ok");
        var found = said.path("found");
        assertThat(found.path("signInHost").asString()).isEqualTo("127.0.0.1");
        assertThat(found.path("keys").asInt()).isEqualTo(1);
        assertThat(found.path("signsOut").asBoolean()).isTrue();
        assertThat(found.path("tellsSignOut").asBoolean()).isTrue();
        assertThat(found.path("acrValues").toString()).isEqualTo("[\"loa3\",\"loa4\"]");
        assertThat(found.path("authentications")).isEmpty();
    }

    @Test
    void whatIsMendedThereIsSeenAtTheNextTry() {
        world.there.isDown = true;
        assertThat(finding()).isEqualTo("status 503");
        world.there.isDown = false;
        assertThat(finding()).isEqualTo("ok ");
    }

    @Test
    void itSaysWhatIsWrongWithWhatTheProviderPublishes() {
        world.there.metadata.put("issuer", "https://other.example");
        assertThat(finding()).isEqualTo("other-issuer https://other.example");
        world.there.metadata.put("issuer", world.there.issuer());

        world.there.metadata.put("token_endpoint", "https://other.example/token");
        assertThat(finding()).isEqualTo("elsewhere token_endpoint");
        world.there.metadata.put("token_endpoint", world.there.issuer() + "/token");

        world.there.keys = List.of();
        assertThat(finding()).isEqualTo("no-keys ");
    }

    @Test
    void anAddressThatCantBeAnIssuerIsNotAsked() {
        assertThat(check("http://idp.example").text("finding")).isEqualTo("address");
        assertThat(check("https://a:b@idp.example").text("finding")).isEqualTo("address");
        assertThat(check("").status()).isEqualTo(400);
        assertThat(check("x".repeat(301)).status()).isEqualTo(400);
    }

    @Test
    void aHostInsideTheOperatorsNetworkIsNotAsked() {
        assertThat(check("https://10.0.0.1/realms/a").text("finding")).isEqualTo("host");
    }

    @Test
    void nobodyKnocksAtDoorsAllDayLong() {
        for (int i = 0; i < 10; i++) {
            assertThat(check("http://idp.example").status()).isEqualTo(200);
        }
        var refused = check("http://idp.example");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isNotEmpty();
    }
}
