package com.exorlive.meeting.core.contactrecord;

import com.exorlive.meeting.core.bench.Timings;
import com.exorlive.meeting.core.contact.ContactSearch;
import com.exorlive.meeting.core.contact.ContactsBench;
import com.exorlive.meeting.core.database.Database;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/// Times the search for contacts, from the typed words to the answer's text.
public final class SearchBench {
    private static final int GOAL = 50;
    private static final int PRIME = 7_919;

    private final Database database;
    private final ContactsBench contacts;

    private SearchBench(Database database, ContactsBench contacts) {
        this.database = database;
        this.contacts = contacts;
    }

    @FunctionalInterface
    private interface Typed {
        String of(String first, String family);
    }

    public static void measure(Database database, ContactsBench contacts) {
        var bench = new SearchBench(database, contacts);
        bench.time("three letters of a family name", (_, family) -> family.substring(0, 3));
        bench.time(
                "five letters of a family name",
                (_, family) -> family.substring(0, Math.min(5, family.length())));
        bench.time(
                "first name and three letters", (first, family) -> first + " " + family.charAt(0)
                        + family.substring(1, 3));
        bench.time("first name and whole family name", (first, family) -> first + " " + family);
    }

    private void time(String what, Typed typed) {
        for (var everywhere : new boolean[] {true, false}) {
            Timings.time(
                    "search: " + what + (everywhere ? ", everywhere" : ", own unit"),
                    GOAL,
                    round -> found(round, everywhere, typed));
        }
    }

    private int found(int round, boolean everywhere, Typed typed) {
        var name = contacts.name(round * PRIME % 100_000).toLowerCase(Locale.ROOT).split(" ", -1);
        var query = ContactSearch.Query.of(typed.of(name[0], name[1])).orElseThrow();
        var viewer = ContactsBench.instructor(round * 13 % ContactsBench.INSTRUCTORS, everywhere);
        return database.inTransaction(
                handle -> {
                    var view =
                            ContactSearchApi.search(
                                    handle, viewer, query, Instant.parse("2026-11-22T00:00:00Z"));
                    JsonMapper.shared().writeValueAsString(view);
                    return view.contacts().size();
                });
    }
}
