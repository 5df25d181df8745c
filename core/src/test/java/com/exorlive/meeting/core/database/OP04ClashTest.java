package com.exorlive.meeting.core.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.edge.TryAgain;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// OP-04: two transactions that wait for each other both get done, and whoever can't is told when
/// to come back.
@OnBothDatabases
final class OP04ClashTest {
    private Database database;

    @BeforeEach
    void fill() {
        database = TestDatabase.open();
        database.run(
                handle -> {
                    for (var bucket = 1; bucket <= 2; bucket++) {
                        handle.execute(
                                "insert into login_slowdown values (?, 0, current_timestamp)",
                                bucket);
                    }
                });
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static void count(Handle handle, int bucket) {
        handle.execute(
                "update login_slowdown set failures = failures + 1 where bucket = ?", bucket);
    }

    private int counted(int bucket) {
        return database.inTransaction(
                handle ->
                        handle.createQuery("select failures from login_slowdown where bucket = :b")
                                .bind("b", bucket)
                                .mapTo(Integer.class)
                                .one());
    }

    @Test
    void twoThatWaitForEachOtherAreBothDone() throws Exception {
        var bothHoldOne = new CyclicBarrier(2);
        var attempts = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = threads.submit(() -> bothBuckets(1, 2, bothHoldOne, attempts));
            var other = threads.submit(() -> bothBuckets(2, 1, bothHoldOne, attempts));
            one.get(30, TimeUnit.SECONDS);
            other.get(30, TimeUnit.SECONDS);
        }
        assertThat(attempts.get()).isGreaterThan(2);
        assertThat(counted(1)).isEqualTo(2);
        assertThat(counted(2)).isEqualTo(2);
    }

    private void bothBuckets(
            int first, int second, CyclicBarrier bothHoldOne, AtomicInteger attempts) {
        database.run(
                handle -> {
                    count(handle, first);
                    if (attempts.incrementAndGet() <= 2) {
                        await(bothHoldOne);
                    }
                    count(handle, second);
                });
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatAlwaysClashesIsTriedAFewTimesAndLeavesNothing() {
        var attempts = new AtomicInteger();
        assertThatThrownBy(
                        () ->
                                database.run(
                                        handle -> {
                                            count(handle, 1);
                                            attempts.incrementAndGet();
                                            throw failure("40001");
                                        }))
                .isInstanceOfSatisfying(
                        DatabaseException.class,
                        it -> assertThat(it.later()).contains(new TryAgain.Later("busy", 1)));
        assertThat(attempts.get()).isEqualTo(Database.ATTEMPTS);
        assertThat(counted(1)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "40P01, busy", "55P03, busy", "HYT00, busy", "53100, unavailable", "08006, unavailable",
        "57P01, unavailable", "90098, unavailable", "23505, -", "42601, -", "22001, -",
    })
    void whetherAskingAgainHelpsIsSaid(String sqlState, String code) {
        var thrown =
                org.assertj.core.api.Assertions.catchThrowableOfType(
                        DatabaseException.class,
                        () ->
                                database.run(
                                        _ -> {
                                            throw failure(sqlState);
                                        }));
        assertThat(thrown.later().map(TryAgain.Later::code))
                .isEqualTo(code.equals("-") ? Optional.empty() : Optional.of(code));
    }

    private static ConnectionException failure(String sqlState) {
        return new ConnectionException(new SQLException("clash", sqlState));
    }
}
