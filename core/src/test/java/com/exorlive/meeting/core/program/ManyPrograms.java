package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.person.Subject;
import java.util.stream.IntStream;

/// As many programs as one may have, made at once.
public final class ManyPrograms {
    private static final int MOST = 500;
    private static final int MOST_OF_A_CONTACT = 200;

    private ManyPrograms() {}

    /// Of the contact of this program, or templates of its creator.
    public static void make(Database database, String program, boolean ofContact) {
        database.run(
                handle -> {
                    var like = find(handle, program);
                    IntStream.range(0, ofContact ? MOST_OF_A_CONTACT : MOST)
                            .forEach(_ -> ProgramStore.insert(handle, another(like, ofContact)));
                });
    }

    private static Program find(org.jdbi.v3.core.Handle handle, String id) {
        var organisation =
                handle.createQuery("select organisation_id from program where id = :id")
                        .bind("id", id)
                        .mapTo(String.class)
                        .one();
        return ProgramStore.find(
                        handle,
                        new com.exorlive.meeting.core.organisation.OrganisationId(organisation),
                        new ProgramId(id))
                .orElseThrow();
    }

    private static Program another(Program like, boolean ofContact) {
        return new Program(
                ProgramId.random(),
                like.organisation(),
                ofContact ? like.contact() : null,
                new Subject(like.creator().value()),
                null,
                1,
                like.updatedAt(),
                new ProgramState.Draft(),
                like.content());
    }
}
