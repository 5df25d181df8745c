package com.exorlive.meeting.core.contact;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.meeting.InviteRules;
import com.exorlive.meeting.core.meeting.Refusal;
import com.exorlive.meeting.core.organisation.Organisation;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The sixteenth birthday, where the organisation is.
final class AgeTest {
    private static final Subject INSTRUCTOR = new Subject("instructor");

    @ParameterizedTest
    @CsvSource({
        "2010-11-21, 2026-11-20, UNDER_16",
        "2010-11-21, 2026-11-21, AT_LEAST_16",
        "2010-11-21, 2026-11-22, AT_LEAST_16",
        "2012-02-29, 2028-02-28, UNDER_16",
        "2012-02-29, 2028-02-29, AT_LEAST_16",
        "2027-01-01, 2026-11-21, UNDER_16",
    })
    void somebodyIsSixteenFromTheBirthdayOn(LocalDate born, LocalDate today, Age age) {
        assertThat(Age.on(today, born)).isEqualTo(age);
    }

    @Test
    void withoutADateOfBirthTheAgeIsUnknown() {
        assertThat(Age.on(LocalDate.of(2026, 11, 21), null)).isEqualTo(Age.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Oslo, 2026-11-20T22:59:59Z, true",
        "Europe/Oslo, 2026-11-20T23:00:00Z, false",
        "Europe/Helsinki, 2026-11-20T22:00:00Z, false",
        "Atlantic/Reykjavik, 2026-11-20T23:59:59Z, true",
        "Atlantic/Reykjavik, 2026-11-21T00:00:00Z, false",
    })
    void theBirthdayBeginsAtMidnightOfTheOrganisation(String zone, Instant now, boolean isRefused) {
        var organisation =
                new Organisation(new OrganisationId("here"), "Here", ZoneId.of(zone), true);
        var contact =
                Contact.of(new ContactId("c"), organisation.id(), INSTRUCTOR, "Somebody")
                        .bornOn(LocalDate.of(2010, 11, 21))
                        .withAccount(new Subject("client"));
        assertThat(InviteRules.refusal(organisation, contact, true, now))
                .isEqualTo(isRefused ? Optional.of(Refusal.CONTACT_UNDER_16) : Optional.empty());
    }
}
