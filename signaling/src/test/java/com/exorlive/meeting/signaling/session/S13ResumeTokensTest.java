package com.exorlive.meeting.signaling.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.signaling.protocol.Secret;
import com.exorlive.meeting.signaling.protocol.SecretSource;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// SECURITY.md S-13: each resume brings another token, and the one before is worth nothing.
class S13ResumeTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration GRACE = Duration.ofSeconds(60);

    private final ResumeTokens tokens = new ResumeTokens(new SecretSource(), GRACE);
    private final Secret first = tokens.first();

    @Test
    void aTokenIsGoodUntilItsSuccessorHasArrived() {
        var second = tokens.rotate(first, NOW);
        tokens.onHeardFromPage();

        assertThat(second).isNotEqualTo(first);
        assertThat(tokens.accepts(first, NOW)).isFalse();
        assertThat(tokens.accepts(second, NOW)).isTrue();
    }

    @Test
    void whoseSuccessorGotLostMayComeBackWithItForAWhile() {
        tokens.rotate(first, NOW);

        assertThat(tokens.accepts(first, NOW.plus(GRACE).minusMillis(1))).isTrue();
        assertThat(tokens.accepts(first, NOW.plus(GRACE))).isFalse();
    }

    @Test
    void aTokenOfAnotherSessionIsNone() {
        var other = new ResumeTokens(new SecretSource(), GRACE).first();

        assertThat(tokens.accepts(other, NOW)).isFalse();
        assertThat(tokens.accepts(new Secret(first.hash().value()), NOW))
                .as("what is kept is of no use to whoever reads it")
                .isFalse();
    }

    @Test
    void onlyTheLastOfManyIsGood() {
        var before = first;
        for (int i = 0; i < 100; i++) {
            var next = tokens.rotate(before, NOW);
            tokens.onHeardFromPage();
            assertThat(tokens.accepts(before, NOW)).isFalse();
            before = next;
        }
        assertThat(tokens.accepts(before, NOW)).isTrue();
    }
}
