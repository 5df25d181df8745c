package com.exorlive.meeting.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.core.CoreSettings.Audit;
import com.exorlive.meeting.core.CoreSettings.DatabaseAddress;
import com.exorlive.meeting.core.CoreSettings.EndWhen;
import com.exorlive.meeting.core.CoreSettings.Limits;
import com.exorlive.meeting.core.CoreSettings.LoadTest;
import com.exorlive.meeting.core.CoreSettings.Secrets;
import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.database.TestDatabase;
import com.exorlive.meeting.core.demo.DemoAccount;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.signin.CredentialStore;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What core starts with, and what it refuses to start with.
@OnBothDatabases
final class StartTest {
    private static final String LONG = "0123456789abcdef0123456789abcdef";
    private static final URI PUBLIC = URI.create("https://meet.example.org");

    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");

    private final DatabaseAddress database = TestDatabase.fresh();

    @Test
    void aProductionStartWithItsSecretsIsReady() {
        try (var core = Core.open(production(PUBLIC, LONG, LONG), clock)) {
            assertThat(core.isReady()).isTrue();
        }
    }

    @Test
    void aProductionStartMakesNoAccounts() {
        try (var core = Core.open(production(PUBLIC, LONG, LONG), clock)) {
            assertThat(count(core, "select count(*) from person")).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://meet.example.org, 0123456789abcdef0123456789abcdef, 0123456789abcdef0123456789abcdef, https",
        "https://meet.example.org, '', 0123456789abcdef0123456789abcdef, pepper",
        "https://meet.example.org, short, 0123456789abcdef0123456789abcdef, pepper",
        "https://meet.example.org, 0123456789abcdef0123456789abcdef, '', signaling",
        "https://meet.example.org/, 0123456789abcdef0123456789abcdef, 0123456789abcdef0123456789abcdef, origin",
        "https://meet.example.org/x, 0123456789abcdef0123456789abcdef, 0123456789abcdef0123456789abcdef, origin",
        "ftp://meet.example.org, 0123456789abcdef0123456789abcdef, 0123456789abcdef0123456789abcdef, origin",
        "meet.example.org, 0123456789abcdef0123456789abcdef, 0123456789abcdef0123456789abcdef, origin",
    })
    void aProductionStartDemandsItsSecretsAndHttps(
            URI origin, String pepper, String signaling, String named) {
        assertThatThrownBy(() -> Core.open(production(origin, pepper, signaling), clock))
                .isInstanceOf(CoreStartException.class)
                .hasMessageContaining(named);
    }

    @Test
    void aProductionStartRefusesADatabaseWithDemoAccounts() {
        Core.open(demo(), clock).close();
        assertThatThrownBy(() -> Core.open(production(PUBLIC, LONG, LONG), clock))
                .isInstanceOf(CoreStartException.class)
                .hasMessageContaining("demo accounts");
    }

    @Test
    void aSecondDemoStartKeepsWhatIsThere() {
        List<String> before;
        try (var core = Core.open(demo(), clock)) {
            before = subjects(core);
        }
        try (var core = Core.open(demo(), clock)) {
            assertThat(subjects(core)).isEqualTo(before).hasSize(DemoAccount.ALL.size());
        }
    }

    @Test
    void miaIsFifteenWheneverTheDemoStarts() {
        for (var start = 0; start < 3; start++) {
            try (var core = Core.open(demo(), clock)) {
                var born =
                        core.database()
                                .inTransaction(
                                        handle ->
                                                CredentialStore.subjectOf(handle, "mia").stream()
                                                        .flatMap(
                                                                mia ->
                                                                        ContactStore.ofAccount(
                                                                                handle, mia)
                                                                                .stream())
                                                        .findFirst()
                                                        .flatMap(Contact::birthDate)
                                                        .orElseThrow());
                var today = LocalDate.ofInstant(clock.instant(), java.time.ZoneOffset.UTC);
                assertThat(java.time.Period.between(born, today).getYears()).isEqualTo(15);
            }
            clock.advance(Duration.ofDays(400));
        }
    }

    @Test
    void anotherPepperThanTheDatabasesIsNamed() {
        Core.open(production(PUBLIC, LONG, LONG), clock).close();
        assertThatThrownBy(
                        () -> Core.open(production(PUBLIC, "x" + LONG.substring(1), LONG), clock))
                .isInstanceOf(CoreStartException.class)
                .hasMessageContaining("pepper");
    }

    @Test
    void theKeysOutliveARestart() {
        String before;
        try (var core = Core.open(demo(), clock)) {
            before = kid(core);
        }
        try (var core = Core.open(demo(), clock)) {
            assertThat(kid(core)).isEqualTo(before);
        }
    }

    @Test
    void aDatabaseThatCantBeOpenedIsNamed() {
        Core.open(demo(), clock).close();
        var wrong =
                new CoreSettings(
                        PUBLIC,
                        new DatabaseAddress(database.url(), database.user(), "wrong"),
                        true,
                        new Secrets(LONG, LONG),
                        EndWhen.EITHER,
                        Limits.DEFAULT,
                        LoadTest.NONE,
                        Audit.DEFAULT);
        assertThatThrownBy(() -> Core.open(wrong, clock))
                .isInstanceOf(CoreStartException.class)
                .hasMessageContaining("database");
    }

    @Test
    void peopleForALoadTestAreMadeOnceAndAddedTo() {
        Core.open(loadTest(true, 2), clock).close();
        try (var core = Core.open(loadTest(true, 3), clock)) {
            assertThat(loadTestHosts(core))
                    .containsExactly("load-host-1", "load-host-2", "load-host-3");
        }
    }

    @Test
    void peopleForALoadTestAreRefusedOutsideTheDemo() {
        assertThatThrownBy(() -> Core.open(loadTest(false, 1), clock))
                .isInstanceOf(CoreStartException.class)
                .hasMessageContaining("load test");
        Core.open(loadTest(true, 1), clock).close();
        assertThatThrownBy(() -> Core.open(production(PUBLIC, LONG, LONG), clock))
                .isInstanceOf(CoreStartException.class)
                .hasMessageContaining("demo accounts");
    }

    private CoreSettings loadTest(boolean demo, int pairs) {
        return new CoreSettings(
                PUBLIC,
                database,
                demo,
                new Secrets(LONG, LONG),
                EndWhen.EITHER,
                Limits.DEFAULT,
                new LoadTest(pairs, 2),
                Audit.DEFAULT);
    }

    /// Names are sealed, so they are asked for one by one.
    private static List<String> loadTestHosts(Core core) {
        return core.database()
                .inTransaction(
                        handle ->
                                IntStream.rangeClosed(1, 10)
                                        .mapToObj(number -> "load-host-" + number)
                                        .flatMap(
                                                name ->
                                                        CredentialStore.subjectOf(handle, name)
                                                                .stream())
                                        .map(subject -> PersonStore.get(handle, subject).name())
                                        .toList());
    }

    @Test
    void nothingSecretIsInWhatASettingsRecordPrints() {
        assertThat(production(PUBLIC, LONG, LONG).toString()).doesNotContain(LONG);
    }

    private CoreSettings production(URI origin, String pepper, String signaling) {
        return new CoreSettings(
                origin,
                database,
                false,
                new Secrets(pepper, signaling),
                EndWhen.EITHER,
                Limits.DEFAULT,
                LoadTest.NONE,
                Audit.DEFAULT);
    }

    private CoreSettings demo() {
        return new CoreSettings(
                URI.create("http://localhost:8080"),
                database,
                true,
                new Secrets(LONG, LONG),
                EndWhen.EITHER,
                Limits.DEFAULT,
                LoadTest.NONE,
                Audit.DEFAULT);
    }

    private static String kid(Core core) {
        return core.database()
                .inTransaction(
                        handle ->
                                handle.createQuery("select kid from signing_key")
                                        .mapTo(String.class)
                                        .one());
    }

    private static List<String> subjects(Core core) {
        return core.database()
                .inTransaction(
                        handle ->
                                handle.createQuery("select subject from person order by subject")
                                        .mapTo(String.class)
                                        .list());
    }

    private static long count(Core core, String query) {
        return core.database()
                .inTransaction(handle -> handle.createQuery(query).mapTo(Long.class).one());
    }
}
