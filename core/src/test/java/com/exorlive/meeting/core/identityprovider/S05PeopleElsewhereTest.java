package com.exorlive.meeting.core.identityprovider;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.edge.issuer.TokenDemands;
import com.exorlive.meeting.edge.issuer.TrustedIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// S-05: who somebody is here who comes with another issuer's token follows from the operator's
/// list, the organisation's provider of that issuer, and a tie made by its administrator; from
/// nothing less.
@OnBothDatabases
final class S05PeopleElsewhereTest {
    private static ProviderWorld world;
    private static OrganisationId here;

    @BeforeDatabase
    static void start() throws Exception {
        world = new ProviderWorld();
        here =
                world.core
                        .database()
                        .inTransaction(handle -> PersonStore.get(handle, new Subject(world.ingrid)))
                        .organisation();
    }

    @AfterDatabase
    static void stop() {
        world.close();
    }

    @BeforeEach
    void nothingIsDemanded() {
        world.change(Map.of());
    }

    private static Optional<Subject> find(Set<String> organisations, String subject) {
        return find(organisations, subject, "high", world.core.clock.instant());
    }

    private static Optional<Subject> find(
            Set<String> organisations, String subject, String acr, Instant at) {
        var listed =
                new TrustedIssuer(
                        world.there.issuer(),
                        "exorlive-signaling",
                        organisations,
                        TokenDemands.NONE,
                        false);
        var shown =
                new PeopleElsewhere.Shown(world.there.issuer(), subject, acr, List.of("pin"), at);
        return world.core
                .database()
                .inTransaction(
                        handle ->
                                new PeopleElsewhere(List.of(listed))
                                        .find(handle, here, shown, world.core.clock.instant()));
    }

    @Test
    void whoIsTiedIsWhoTheyAreHere() {
        assertThat(find(Set.of("o-other", here.value()), "ingrid-there"))
                .contains(new Subject(world.ingrid));
    }

    @Test
    void whoIsNotTiedIsNobodyEvenUnderANameOfOurs() {
        assertThat(find(Set.of(here.value()), "somebody-there")).isEmpty();
        assertThat(find(Set.of(here.value()), world.ingrid)).isEmpty();
    }

    @Test
    void anIssuerThatIsNotListedForTheOrganisationIsNotAsked() {
        assertThat(find(Set.of("o-other"), "ingrid-there")).isEmpty();
    }

    @Test
    void whatTheOrganisationDemandsOfASignInHoldsForTokensToo() {
        var now = world.core.clock.instant();
        var all = Set.of(here.value());
        world.change(Map.of("acrValues", List.of("high"), "maxAgeSeconds", 600));

        assertThat(find(all, "ingrid-there", "high", now.minusSeconds(600))).isPresent();
        assertThat(find(all, "ingrid-there", "low", now)).isEmpty();
        assertThat(find(all, "ingrid-there", "high", now.minus(Duration.ofHours(1)))).isEmpty();
        world.change(Map.of("amr", List.of("hwk")));
        assertThat(find(all, "ingrid-there", "high", now)).isEmpty();
    }

    @Test
    void aProviderThatIsSwitchedOffSpeaksForNobody() {
        world.change(Map.of("active", false));
        assertThat(find(Set.of(here.value()), "ingrid-there")).isEmpty();
    }
}
