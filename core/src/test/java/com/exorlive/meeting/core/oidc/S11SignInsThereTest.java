package com.exorlive.meeting.core.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.oidc.AccessEnds.SignInThere;
import com.exorlive.meeting.core.person.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// S-11: what is known of sign-ins that ended at another issuer, whose tokens outlive them.
@OnBothDatabases
final class S11SignInsThereTest {
    private static final String BANK = "https://bank.example";
    private static final Subject OLA = new Subject("ola");
    private static final Subject KARI = new Subject("kari");

    private static CoreUnderTest core;
    private static AccessEnds ends;

    @BeforeDatabase
    static void start() throws Exception {
        core = CoreUnderTest.start();
        ends = new AccessEnds(core.clock, Set.of(BANK));
    }

    @AfterDatabase
    static void stop() {
        core.close();
    }

    @BeforeEach
    void nothingHasEnded() {
        core.database().run(handle -> handle.execute("delete from access_end"));
    }

    private static SignInThere named(String sid) {
        return new SignInThere(BANK, Optional.of(sid));
    }

    private static SignInThere unnamed() {
        return new SignInThere(BANK, Optional.empty());
    }

    private static void ended(Optional<Subject> whose, SignInThere signIn) {
        core.database().run(handle -> ends.there(handle, whose, signIn));
    }

    private static boolean isOver(Subject whose, SignInThere signIn, Duration ago) {
        return isOver(whose, signIn, Optional.of(core.clock.instant().minus(ago)));
    }

    private static boolean isOver(Subject whose, SignInThere signIn, Optional<Instant> at) {
        return core.database()
                .inTransaction(handle -> AccessEnds.isOverThere(handle, whose, signIn, at));
    }

    @Test
    void aSessionThatEndedIsOverAndNoOther() {
        ended(Optional.of(OLA), named("phone"));
        assertThat(isOver(OLA, named("phone"), Optional.empty())).isTrue();
        assertThat(isOver(OLA, named("tablet"), Duration.ofHours(1))).isFalse();
        assertThat(isOver(KARI, named("phone"), Duration.ofHours(1))).isFalse();
        var elsewhere = new SignInThere("https://other.example", Optional.of("phone"));
        assertThat(isOver(OLA, elsewhere, Duration.ofHours(1))).isFalse();
    }

    @Test
    void aSessionOfSomebodyUnknownIsOverByItsName() {
        ended(Optional.empty(), named("phone"));
        assertThat(isOver(OLA, named("phone"), Optional.empty())).isTrue();
        assertThat(isOver(OLA, named("tablet"), Duration.ofHours(1))).isFalse();
        assertThat(isOver(OLA, unnamed(), Duration.ofHours(1))).isFalse();
    }

    @Test
    void whoIsSignedOutOfEverythingThereComesBackByANewSignInOnly() {
        ended(Optional.of(OLA), unnamed());
        assertThat(isOver(OLA, named("phone"), Duration.ofMinutes(1))).isTrue();
        assertThat(isOver(OLA, unnamed(), Duration.ofMinutes(1))).isTrue();
        assertThat(isOver(KARI, named("phone"), Duration.ofMinutes(1))).isFalse();
        core.clock.advance(Duration.ofMinutes(2));
        assertThat(isOver(OLA, named("phone"), Duration.ofMinutes(1))).isFalse();
        assertThat(isOver(OLA, unnamed(), Duration.ofMinutes(1))).isFalse();
    }

    @Test
    void aTokenThatNamesNoSignInMayBeOfTheOneThatEnded() {
        ended(Optional.of(OLA), named("phone"));
        assertThat(isOver(OLA, unnamed(), Duration.ofMinutes(1))).isTrue();
        assertThat(isOver(OLA, unnamed(), Optional.empty())).as("says nothing at all").isFalse();
    }

    @Test
    void ofAnIssuerWhoseTokensOpenNothingNothingIsKept() {
        ended(Optional.of(OLA), new SignInThere("https://other.example", Optional.of("phone")));
        var known = core.database().inTransaction(handle -> ends.since(handle, 0));
        assertThat(known).isEmpty();
    }
}
