package com.exorlive.meeting.core.contact;

import java.time.LocalDate;
import java.time.Year;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What tells who a contact is. Every part is optional: without any of it the contact is known by
/// its number (CO-17).
public record PersonalData(
        @Nullable String name,
        @Nullable LocalDate birthDate,
        @Nullable String phone,
        @Nullable String email) {
    public static final PersonalData NONE = new PersonalData(null, null, null, null);

    private static final int MAX_NAME = 200;
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()-]{2,30}");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"]{1,64}@[^\\s@<>\"]{1,120}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int FIRST_YEAR = 1900;

    /// What somebody typed, if all of it can be true: blank is the same as left out.
    public static Optional<PersonalData> typed(
            @Nullable String name,
            @Nullable LocalDate birthDate,
            @Nullable String phone,
            @Nullable String email,
            LocalDate today) {
        var data = new PersonalData(filled(name), birthDate, filled(phone), filled(email));
        return data.isPlausible(today) ? Optional.of(data) : Optional.empty();
    }

    private static @Nullable String filled(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private boolean isPlausible(LocalDate today) {
        return (name == null || (name.length() <= MAX_NAME && !CONTROL.matcher(name).find()))
                && (birthDate == null
                        || (birthDate.getYear() >= FIRST_YEAR && !birthDate.isAfter(today)))
                && (phone == null || PHONE.matcher(phone).matches())
                && (email == null || EMAIL.matcher(email).matches());
    }

    /// This, with what the other one says instead; what it leaves out stays.
    public PersonalData with(PersonalData said) {
        return new PersonalData(
                said.name == null ? name : said.name,
                said.birthDate == null ? birthDate : said.birthDate,
                said.phone == null ? phone : said.phone,
                said.email == null ? email : said.email);
    }

    public boolean isEmpty() {
        return name == null && birthDate == null && phone == null && email == null;
    }

    public Optional<Year> birthYear() {
        return Optional.ofNullable(birthDate).map(Year::from);
    }

    @Override
    public String toString() {
        return "PersonalData[redacted]";
    }
}
