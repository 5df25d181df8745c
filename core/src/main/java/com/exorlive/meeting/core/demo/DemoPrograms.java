package com.exorlive.meeting.core.demo;

import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.program.Program;
import com.exorlive.meeting.core.program.Program.Dose;
import com.exorlive.meeting.core.program.Program.Exercise;
import com.exorlive.meeting.core.program.Program.Names;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The exercise programs of the demo's contacts.
final class DemoPrograms {
    private static final Dose THREE_BY_TEN = new Dose(3, 10, null, 60, null, false);

    private DemoPrograms() {}

    static Program kneePhaseTwo() {
        return program(
                "Knee, phase 2",
                2,
                List.of(
                        squat(THREE_BY_TEN, "Right knee over toes"),
                        bridge(new Dose(3, 12, 3, null, null, false)),
                        heelRaise(new Dose(3, 15, null, null, null, false)),
                        oneLegStand(new Dose(2, null, 30, null, null, true)),
                        stepUp(new Dose(3, 8, null, null, 4.0, false))));
    }

    static Program hip() {
        return program(
                "Hip, start",
                1,
                List.of(
                        clam(new Dose(3, 12, null, 45, null, true)),
                        bridge(new Dose(3, 10, 2, null, null, false))));
    }

    static Program balance() {
        return program(
                "Balance",
                1,
                List.of(
                        oneLegStand(new Dose(3, null, 20, 30, null, true)),
                        heelRaise(new Dose(2, 12, null, null, null, false))));
    }

    static Program strength() {
        return program(
                "Strength, twice a week",
                1,
                List.of(
                        squat(new Dose(3, 12, null, 60, null, false), null),
                        stepUp(new Dose(3, 10, null, 60, 2.5, true))));
    }

    private static Program program(String name, int version, List<Exercise> exercises) {
        return new Program(RandomIds.id(), name, version, null, exercises);
    }

    private static Exercise squat(Dose dose, @Nullable String comment) {
        return new Exercise(
                RandomIds.id(),
                new Names(
                        "Knebøy mot stol",
                        "Knäböj mot stol",
                        "Squat til stol",
                        "Kyykky tuolille",
                        "Squat to chair"),
                "squat",
                dose,
                comment);
    }

    private static Exercise bridge(Dose dose) {
        return new Exercise(
                RandomIds.id(),
                new Names("Seteløft", "Bäckenlyft", "Bækkenløft", "Lantionnosto", "Bridge"),
                "bridge",
                dose,
                null);
    }

    private static Exercise heelRaise(Dose dose) {
        return new Exercise(
                RandomIds.id(),
                new Names("Tåhev", "Tåhävning", "Tåhævning", "Varpaillenousu", "Heel raise"),
                "heel",
                dose,
                null);
    }

    private static Exercise oneLegStand(Dose dose) {
        return new Exercise(
                RandomIds.id(),
                new Names(
                        "Stå på ett bein",
                        "Stå på ett ben",
                        "Stå på ét ben",
                        "Seisonta yhdellä jalalla",
                        "One-leg stand"),
                "oneleg",
                dose,
                null);
    }

    private static Exercise stepUp(Dose dose) {
        return new Exercise(
                RandomIds.id(),
                new Names("Oppsteg", "Uppsteg", "Trin op", "Askelmalle nousu", "Step-up"),
                "stepup",
                dose,
                null);
    }

    private static Exercise clam(Dose dose) {
        return new Exercise(
                RandomIds.id(),
                new Names("Musling", "Musslan", "Muslingen", "Simpukka", "Clam"),
                "clam",
                dose,
                null);
    }
}
