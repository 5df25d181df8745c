package com.exorlive.meeting.edge.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.edge.JwsSignatures;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// S-05: what is demanded of an issuer's tokens, and which can't be an issuer.
class S05TrustedIssuerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void oneOfTheLevelsThatAreDemandedWillDoAndNoneWillNot() {
        var demands = new TokenDemands(Set.of("high", "substantial"), null, Set.of("ES256"));

        assertThat(demands.areMetBy("high", null, NOW)).isTrue();
        assertThat(demands.areMetBy("low", null, NOW)).isFalse();
        assertThat(demands.areMetBy("", null, NOW)).isFalse();
    }

    @Test
    void aSignInMayBeAsOldAsIsDemandedAndHalfAMinuteForTheClocks() {
        var demands = new TokenDemands(Set.of(), Duration.ofMinutes(10), Set.of("ES256"));

        assertThat(demands.areMetBy("", NOW.minusSeconds(630), NOW)).isTrue();
        assertThat(demands.areMetBy("", NOW.minusSeconds(631), NOW)).isFalse();
        assertThat(demands.areMetBy("", NOW.plusSeconds(30), NOW)).isTrue();
        assertThat(demands.areMetBy("", NOW.plusSeconds(31), NOW)).isFalse();
        assertThat(demands.areMetBy("", null, NOW)).isFalse();
    }

    @Test
    void whoDemandsNothingTakesWhatSaysNothing() {
        assertThat(TokenDemands.NONE.areMetBy("", null, NOW)).isTrue();
        assertThat(TokenDemands.NONE.algorithms()).isEqualTo(JwsSignatures.ALGORITHMS);
    }

    @Test
    void anAlgorithmThatIsNotVerifiedHereIsNoDemand() {
        for (var unknown : Set.of("none", "HS256", "es256")) {
            assertThatThrownBy(() -> new TokenDemands(Set.of(), null, Set.of(unknown)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anIssuerIsAnHttpsAddressOrOnThisMachine() {
        assertThat(TrustedIssuer.isIssuer("https://id.example/realms/exorlive")).isTrue();
        assertThat(TrustedIssuer.isIssuer("http://127.0.0.1:8089/x")).isTrue();
        for (var wrong :
                Set.of(
                        "",
                        "id.example",
                        "http://id.example",
                        "https://id.example?x",
                        "https://id.example#x",
                        "https://me@id.example",
                        "ftp://id.example",
                        "https://a b")) {
            assertThat(TrustedIssuer.isIssuer(wrong)).as(wrong).isFalse();
        }
    }

    @Test
    void anIssuerOfNoOrganisationIsAMistakeOfTheOperator() {
        assertThatThrownBy(
                        () ->
                                new TrustedIssuer(
                                        "https://id.example",
                                        "exorlive-signaling",
                                        Set.of(),
                                        TokenDemands.NONE,
                                        false))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
