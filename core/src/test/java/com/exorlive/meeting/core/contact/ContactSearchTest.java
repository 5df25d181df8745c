package com.exorlive.meeting.core.contact;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.database.TestDatabase;
import com.exorlive.meeting.core.organisation.Organisation;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.person.HeldRole;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Role;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.unit.Unit;
import com.exorlive.meeting.core.unit.UnitId;
import com.exorlive.meeting.core.unit.UnitStore;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// CO-04: whom a search finds when many have names that begin alike, without opening all of them.
@OnBothDatabases
final class ContactSearchTest {
    private static final OrganisationId HERE = new OrganisationId("here");
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Person NORTH = person("north", "n", "n");
    private static final Person SOUTH = person("south", "s", "s");
    private static final Person EVERYWHERE = person("everywhere", "n", "here");

    private static Database database;

    @BeforeDatabase
    static void write() {
        database = TestDatabase.open(TestDatabase.fresh());
        database.run(
                handle -> {
                    OrganisationStore.insert(
                            handle,
                            new Organisation(HERE, "Here", ZoneId.of("Europe/Oslo"), true),
                            false);
                    for (var unit : List.of("n", "s")) {
                        UnitStore.insert(
                                handle,
                                new Unit(new UnitId(unit), HERE, UnitId.rootOf(HERE), unit, 1));
                    }
                    List.of(NORTH, SOUTH, EVERYWHERE)
                            .forEach(person -> PersonStore.insert(handle, person));
                    for (var i = 0; i < 30; i++) {
                        insert(handle, "a" + i, SOUTH, "Sunniva Bergdahl");
                    }
                    insert(handle, "x1", NORTH, "Nils Bergersen");
                    insert(handle, "x2", NORTH, "Ada Bergdahl-Bo");
                    insert(handle, "z1", EVERYWHERE, "Åse Bergum");
                });
    }

    private static void insert(
            org.jdbi.v3.core.Handle handle, String id, Person keeper, String name) {
        ContactStore.insert(handle, Contact.of(new ContactId(id), HERE, keeper.subject(), name));
    }

    private static Person person(String subject, String unit, String reach) {
        var here = new OrganisationId("here");
        return new Person(new Subject(subject), here, subject, "trainer", Role.INSTRUCTOR, "nb")
                .placed(new UnitId(unit), Set.of(new HeldRole(Role.INSTRUCTOR, new UnitId(reach))));
    }

    @AfterDatabase
    static void close() {
        database.close();
    }

    @Test
    void onesOwnAreAmongTheTwentyHoweverManyOthersThereAre() {
        var found = find(EVERYWHERE, "ber");

        assertThat(found.contacts()).hasSize(ContactSearch.MAX_FOUND);
        assertThat(found.hasMore()).isTrue();
        assertThat(names(found)).contains("Åse Bergum");
    }

    @Test
    void onlyThoseOfTheUnitsInReachAreFound() {
        assertThat(names(find(NORTH, "berg")))
                .containsExactly("Ada Bergdahl-Bo", "Nils Bergersen", "Åse Bergum");
        assertThat(find(NORTH, "berg").hasMore()).isFalse();
        assertThat(names(find(SOUTH, "bergd"))).hasSize(20).containsOnly("Sunniva Bergdahl");
        assertThat(names(find(NORTH, "sunniva"))).isEmpty();
    }

    @Test
    void eachWordNarrowsAlsoOneThatIsTooShortForTheIndex() {
        assertThat(names(find(EVERYWHERE, "ber nil"))).containsExactly("Nils Bergersen");
        assertThat(names(find(EVERYWHERE, "b ada bergdahl"))).containsExactly("Ada Bergdahl-Bo");
        assertThat(names(find(EVERYWHERE, "berg a")))
                .containsExactly("Ada Bergdahl-Bo", "Åse Bergum");
        assertThat(names(find(EVERYWHERE, "bergdahl nils"))).isEmpty();
    }

    private static ContactSearch.Found find(Person viewer, String typed) {
        var query = ContactSearch.Query.of(typed).orElseThrow();
        return database.inTransaction(handle -> ContactSearch.find(handle, viewer, query, NOW));
    }

    private static List<String> names(ContactSearch.Found found) {
        return found.contacts().stream().map(it -> it.name().orElseThrow()).toList();
    }
}
