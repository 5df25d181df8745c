package com.exorlive.meeting.core.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.core.Core;
import com.exorlive.meeting.core.CoreSettings;
import com.exorlive.meeting.core.CoreStartException;
import com.exorlive.meeting.core.TestClock;
import com.exorlive.meeting.core.administration.Founding.NewOrganisation;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.database.TestDatabase;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/// AD-05: an organisation begins with its administrator, made by the operator alone.
@OnBothDatabases
final class AD05FoundingTest {
    private static final String LONG = "a-secret-of-more-than-32-characters-";
    private static final NewOrganisation CLINIC =
            new NewOrganisation("Clinic", "Kari Holm", "Kari", "nb", "Europe/Oslo", true);
    private static CoreSettings.DatabaseAddress database;

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");

    @BeforeDatabase
    static void fresh() {
        database = TestDatabase.fresh();
    }

    @Test
    void theFirstAndFurtherOnesAreMadeAndNoUserNameTwice() {
        try (var core = Core.open(settings(false), clock)) {
            assertThat(core.hasOrganisations()).isFalse();
        }
        var founded = Core.found(settings(false), CLINIC, clock);

        assertThat(founded.username()).isEqualTo("kari");
        assertThat(founded.link())
                .isEqualTo("https://meet.example/set-password#code=" + founded.code());
        assertThat(founded.toString()).doesNotContain(founded.code());
        assertThatThrownBy(() -> Core.found(settings(false), CLINIC, clock))
                .isInstanceOf(CoreStartException.class)
                .hasMessageContaining("Somebody signs in as kari already");
        var other =
                new NewOrganisation(
                        "Other", "Ada Ek", "ada@other.se", "sv", "Europe/Stockholm", false);
        assertThat(Core.found(settings(false), other, clock).organisation())
                .isNotEqualTo(founded.organisation());
        try (var core = Core.open(settings(false), clock)) {
            assertThat(core.hasOrganisations()).isTrue();
        }
    }

    @Test
    void whatCanNotBeSoIsSaidAllAtOnce() {
        assertThat(Founding.faults(CLINIC)).isEmpty();
        var wrong = new NewOrganisation(" ", "two\nlines", "ø", "xx", "Mars/Olympus", true);

        assertThat(Founding.faults(wrong)).hasSize(5);
        assertThatThrownBy(() -> Core.found(settings(false), wrong, clock))
                .isInstanceOf(CoreStartException.class)
                .hasMessageContainingAll("organisation's name", "user name", "time zone");
    }

    @Test
    void inDemoModeTheyAreThereAlready() {
        assertThatThrownBy(() -> Core.found(settings(true), CLINIC, clock))
                .isInstanceOf(CoreStartException.class)
                .hasMessageContaining("--production");
    }

    private static CoreSettings settings(boolean demo) {
        return new CoreSettings(
                URI.create("https://meet.example"),
                database,
                demo,
                new CoreSettings.Secrets(LONG + "pepper", LONG + "signaling"),
                CoreSettings.EndWhen.EITHER,
                CoreSettings.Limits.DEFAULT,
                CoreSettings.LoadTest.NONE,
                CoreSettings.Audit.DEFAULT);
    }

    @Test
    void whatIsAllowedToAllIsBounded() {
        var wrong =
                new CoreSettings.Customers(
                        java.time.Duration.ofHours(25), List.of("http://pds.example"));
        assertThatThrownBy(() -> Core.open(settings(false).with(wrong), clock))
                .isInstanceOf(CoreStartException.class)
                .hasMessageContainingAll("15 minutes to 24 hours", "http://pds.example");
    }
}
