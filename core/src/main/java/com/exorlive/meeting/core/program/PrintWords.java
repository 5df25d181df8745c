package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.exercise.Dose;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What is said around a program on paper, in the five languages.
enum PrintWords {
    EN(
            "repetitions",
            "hold %d s",
            "rest %d s",
            "each side",
            "sets",
            "Signed by %s, %s",
            "Struck by %s, %s",
            "Version %d"),
    NB(
            "repetisjoner",
            "hold %d s",
            "pause %d s",
            "hver side",
            "serier",
            "Signert av %s, %s",
            "Strøket av %s, %s",
            "Versjon %d"),
    SV(
            "repetitioner",
            "håll %d s",
            "vila %d s",
            "varje sida",
            "set",
            "Signerat av %s, %s",
            "Struket av %s, %s",
            "Version %d"),
    DA(
            "gentagelser",
            "hold %d s",
            "pause %d s",
            "hver side",
            "sæt",
            "Underskrevet af %s, %s",
            "Strøget af %s, %s",
            "Version %d"),
    FI(
            "toistoa",
            "pito %d s",
            "tauko %d s",
            "kumpikin puoli",
            "sarjaa",
            "Allekirjoittanut %s, %s",
            "Mitätöinyt %s, %s",
            "Versio %d");

    private static final Map<String, PrintWords> BY_LANGUAGE =
            Map.of("en", EN, "nb", NB, "sv", SV, "da", DA, "fi", FI);

    private final String reps;
    private final String hold;
    private final String rest;
    private final String eachSide;
    private final String sets;
    private final String signed;
    private final String struck;
    private final String version;

    PrintWords(
            String reps,
            String hold,
            String rest,
            String eachSide,
            String sets,
            String signed,
            String struck,
            String version) {
        this.reps = reps;
        this.hold = hold;
        this.rest = rest;
        this.eachSide = eachSide;
        this.sets = sets;
        this.signed = signed;
        this.struck = struck;
        this.version = version;
    }

    static Optional<PrintWords> in(String language) {
        return Optional.ofNullable(BY_LANGUAGE.get(language));
    }

    String language() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// As in "3 × 10 repetitions · hold 3 s · 4 kg · each side".
    String dose(Dose dose) {
        var parts = new ArrayList<String>();
        amount(dose).ifPresent(parts::add);
        Optional.ofNullable(dose.holdSeconds()).ifPresent(it -> parts.add(hold.formatted(it)));
        Optional.ofNullable(dose.loadKg()).ifPresent(it -> parts.add(kilograms(it)));
        if (dose.perSide()) {
            parts.add(eachSide);
        }
        Optional.ofNullable(dose.restSeconds()).ifPresent(it -> parts.add(rest.formatted(it)));
        return String.join(" · ", parts);
    }

    private Optional<String> amount(Dose dose) {
        var times = Optional.ofNullable(dose.reps()).map(it -> it + " " + reps);
        var rounds = Optional.ofNullable(dose.sets());
        if (rounds.isEmpty()) {
            return times;
        }
        return times.map(it -> rounds.get() + " × " + it)
                .or(() -> Optional.of(rounds.get() + " " + sets));
    }

    private String kilograms(double load) {
        var number = load == Math.rint(load) ? Long.toString((long) load) : Double.toString(load);
        return (this == EN ? number : number.replace('.', ',')) + " kg";
    }

    String version(int number) {
        return version.formatted(number);
    }

    String signed(String by, Instant at, ZoneId zone) {
        return signed.formatted(by, day(at, zone));
    }

    String struck(String by, Instant at, ZoneId zone) {
        return struck.formatted(by, day(at, zone));
    }

    String day(Instant at, ZoneId zone) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(Locale.forLanguageTag(language()))
                .format(at.atZone(zone));
    }
}
