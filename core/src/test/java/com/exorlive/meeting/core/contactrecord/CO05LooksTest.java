package com.exorlive.meeting.core.contactrecord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// CO-05: each look at a record is registered, and an open page is one look.
final class CO05LooksTest {
    private static final Looks.Key INGRID_AT_OLA =
            new Looks.Key("contact-open", "ingrid", "ola", "-");
    private static final Looks.Key INGRID_AT_KARI =
            new Looks.Key("contact-open", "ingrid", "kari", "-");

    private final Looks looks = new Looks();
    private Instant now = Instant.EPOCH;

    @Test
    void aPageThatAsksAgainEveryFewSecondsIsOneLook() {
        assertThat(look(INGRID_AT_OLA)).isTrue();
        for (int i = 0; i < 100; i++) {
            now = now.plusSeconds(4);
            assertThat(look(INGRID_AT_OLA)).isFalse();
        }
    }

    @Test
    void whoComesBackAfterAMinuteLooksAnew() {
        look(INGRID_AT_OLA);
        now = now.plusSeconds(60);
        assertThat(look(INGRID_AT_OLA)).isTrue();
    }

    @Test
    void aPageThatStaysOpenIsToldOfEachHour() {
        int told = 0;
        for (int second = 0; second < Duration.ofHours(3).toSeconds(); second += 4) {
            told += look(INGRID_AT_OLA) ? 1 : 0;
            now = now.plusSeconds(4);
        }
        assertThat(told).isEqualTo(3);
    }

    @Test
    void eachRecordAndEachBasisIsALookOfItsOwn() {
        look(INGRID_AT_OLA);
        assertThat(look(INGRID_AT_KARI)).isTrue();
        assertThat(look(new Looks.Key("contact-open", "ingrid", "ola", "basis-2"))).isTrue();
    }

    private boolean look(Looks.Key key) {
        var isNew = looks.isNew(key, now);
        looks.onLook(key, now);
        return isNew;
    }
}
