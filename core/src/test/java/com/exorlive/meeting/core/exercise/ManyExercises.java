package com.exorlive.meeting.core.exercise;

import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.exercise.Exercise.Custom;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Subject;
import java.time.Instant;

/// As many exercises as one may have, made at once.
public final class ManyExercises {
    private static final int MOST = 300;

    private ManyExercises() {}

    public static void make(Database database, String owner) {
        database.run(
                handle -> {
                    var organisation = PersonStore.get(handle, new Subject(owner)).organisation();
                    for (int i = 0; i < MOST; i++) {
                        var exercise = exercise(owner);
                        ExerciseStore.insert(handle, organisation, exercise, Instant.EPOCH);
                    }
                });
    }

    private static Exercise exercise(String owner) {
        return new Exercise(
                new ExerciseId(RandomIds.id()),
                ExerciseNames.everywhere("One of many"),
                null,
                "knee",
                "mat",
                Exercise.NO_DRAWING,
                Dose.UNSAID,
                new Custom(new Subject(owner), Sharing.ME));
    }
}
