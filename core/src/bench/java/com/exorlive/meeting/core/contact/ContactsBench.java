package com.exorlive.meeting.core.contact;

import com.exorlive.meeting.core.database.Database;
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
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// One organisation of 20 units, 1,000 instructors and their contacts, written by the stores:
/// sealed and indexed as in the product. The same names each time.
public final class ContactsBench {
    public static final OrganisationId HERE = new OrganisationId("bench");
    public static final int INSTRUCTORS = 1_000;
    public static final int UNITS = 20;

    private static final int SEED = 20_261_122;
    private static final int AT_ONCE = 500;
    private static final String[] FIRST =
            "Ada Bo Carl Dina Eva Finn Gro Hans Ida Jon Kari Lars Mia Nils Ola Per Ragna Siri Tor Una"
                    .split(" ", -1);
    private static final String[] SYLLABLES =
            "berg dahl lund vik haug strand nes bakke moen lie rud holm eng sund aas fjell myr tveit"
                    .split(" ", -1);

    private final Database database;
    private final List<String> names = new ArrayList<>();

    public ContactsBench(Database database, int contacts) {
        this.database = database;
        var random = new Random(SEED);
        for (var i = 0; i < contacts; i++) {
            names.add(name(random));
        }
    }

    /// Some 20 first names, some 6,000 family names: each beginning of three letters is shared by
    /// some 6,000 contacts.
    private static String name(Random random) {
        var family = new StringBuilder();
        for (var i = 0; i < 3; i++) {
            family.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
        }
        return FIRST[random.nextInt(FIRST.length)]
                + " "
                + family.substring(0, 1).toUpperCase(Locale.ROOT)
                + family.substring(1);
    }

    public String name(int contact) {
        return names.get(contact % names.size());
    }

    public boolean isEmpty() {
        return database.inTransaction(handle -> OrganisationStore.find(handle, HERE)).isEmpty();
    }

    /// Half of them may search in the whole organisation, half in their own unit alone.
    public static Person instructor(int number, boolean everywhere) {
        var unit = new UnitId("u" + number % UNITS);
        var held = new HeldRole(Role.INSTRUCTOR, everywhere ? UnitId.rootOf(HERE) : unit);
        return new Person(
                        new Subject("s" + number),
                        HERE,
                        "Instructor " + number,
                        "trainer",
                        Role.INSTRUCTOR,
                        "nb")
                .placed(unit, Set.of(held));
    }

    public void fill() throws Exception {
        database.run(
                handle -> {
                    OrganisationStore.insert(
                            handle,
                            new Organisation(HERE, "Bench", ZoneId.of("Europe/Oslo"), true),
                            false);
                    for (var i = 0; i < UNITS; i++) {
                        UnitStore.insert(
                                handle,
                                new Unit(
                                        new UnitId("u" + i),
                                        HERE,
                                        UnitId.rootOf(HERE),
                                        "Unit " + i,
                                        1));
                    }
                    for (var i = 0; i < INSTRUCTORS; i++) {
                        PersonStore.insert(handle, instructor(i, i % 2 == 0));
                    }
                });
        try (var threads = Executors.newFixedThreadPool(4)) {
            var parts = new ArrayList<Future<?>>();
            for (var from = 0; from < names.size(); from += AT_ONCE) {
                var first = from;
                parts.add(threads.submit(() -> insert(first)));
            }
            for (var part : parts) {
                var _ = part.get();
            }
        }
        database.run(handle -> handle.execute("analyze"));
    }

    private void insert(int first) {
        database.run(
                handle -> {
                    for (var i = first; i < Math.min(names.size(), first + AT_ONCE); i++) {
                        ContactStore.insert(
                                handle,
                                Contact.of(
                                        new ContactId("c" + i),
                                        HERE,
                                        new Subject("s" + i % INSTRUCTORS),
                                        names.get(i)));
                    }
                });
    }
}
