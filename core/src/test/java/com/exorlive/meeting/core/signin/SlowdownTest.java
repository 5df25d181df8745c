package com.exorlive.meeting.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.TestClock;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.OnBothDatabases;
import com.exorlive.meeting.core.database.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The lock-out that slows and never locks for good.
@OnBothDatabases
final class SlowdownTest {
    private final TestClock clock = new TestClock("2026-11-21T12:00:00Z");
    private Database database;
    private Slowdown slowdown;

    @BeforeEach
    void open() {
        database = TestDatabase.open();
        slowdown = new Slowdown(database, new Pepper("a pepper"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "4, 0",
        "5, 1",
        "6, 2",
        "7, 4",
        "10, 32",
        "11, 60",
        "12, 60",
        "2000000000, 60"
    })
    void eachFailureAfterTheFifthDoublesTheRestUpToAMinute(int failures, long seconds) {
        assertThat(Slowdown.rest(failures)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void theSixthAttemptMustWait() {
        for (var i = 0; i < 5; i++) {
            assertThat(begin("ola")).isEmpty();
        }
        assertThat(begin("ola")).hasValue(Duration.ofSeconds(1));
        assertThat(begin("kari")).isEmpty();

        clock.advance(Duration.ofSeconds(1));
        assertThat(begin("ola")).isEmpty();
        assertThat(begin("ola")).hasValue(Duration.ofSeconds(2));
    }

    @Test
    void howeverOftenItFailedAMinuteOpensItAgain() {
        for (var i = 0; i < 50; i++) {
            begin("ola");
            clock.advance(Slowdown.LONGEST);
        }
        assertThat(begin("ola")).isEmpty();
    }

    @Test
    void waitingCostsNothingSoThatAskingDoesNotProlongIt() {
        for (var i = 0; i < 5; i++) {
            begin("ola");
        }
        for (var i = 0; i < 100; i++) {
            assertThat(begin("ola")).hasValue(Duration.ofSeconds(1));
        }
        clock.advance(Duration.ofSeconds(1));
        assertThat(begin("ola")).isEmpty();
    }

    @Test
    void aQuarterOfAnHourOfQuietForgets() {
        for (var i = 0; i < 9; i++) {
            begin("ola");
            clock.advance(Duration.ofSeconds(20));
        }
        clock.advance(Slowdown.FORGOTTEN_AFTER);
        for (var i = 0; i < 5; i++) {
            assertThat(begin("ola")).isEmpty();
        }
    }

    @Test
    void successForgets() {
        for (var i = 0; i < 5; i++) {
            begin("ola");
        }
        database.run(handle -> slowdown.succeeded(handle, "ola"));
        assertThat(begin("ola")).isEmpty();
    }

    @Test
    void theSameNameWrittenOtherwiseIsTheSameName() {
        for (var i = 0; i < 5; i++) {
            begin("ola");
        }
        assertThat(begin(" OLA ")).isPresent();
    }

    @Test
    void manyAtOnceAreNotOne() throws Exception {
        var begun = new ArrayList<Optional<Duration>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls =
                    IntStream.range(0, 20)
                            .<Callable<Optional<Duration>>>mapToObj(_ -> () -> begin("ola"))
                            .toList();
            for (var call : threads.invokeAll(calls)) {
                begun.add(call.get());
            }
        }
        assertThat(begun.stream().filter(Optional::isEmpty)).hasSize(Slowdown.FREE_FAILURES);
    }

    private Optional<Duration> begin(String name) {
        return slowdown.begin(name, clock.instant());
    }
}
