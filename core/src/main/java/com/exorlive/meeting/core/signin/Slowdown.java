package com.exorlive.meeting.core.signin;

import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.DatabaseException;
import com.exorlive.meeting.core.database.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The lock-out that slows and never locks for good: after five failures each further attempt on a
/// name must wait, twice as long each time, up to a minute. Forgotten after a quarter of an hour of
/// quiet. Thread-safe: the database is.
///
/// An attempt counts when it begins and is taken back when it succeeds, so that many at once are
/// not one.
final class Slowdown {
    static final int FREE_FAILURES = 5;

    /// 60 guesses an hour on one name. Raising it lets an attacker keep the owner out for longer.
    static final Duration LONGEST = Duration.ofMinutes(1);

    static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);

    /// Names share buckets, so that names which do not exist cost no memory. Fewer let strangers
    /// slow each other more often.
    private static final int BUCKETS = 65_536;

    private final Database database;
    private final Pepper pepper;

    Slowdown(Database database, Pepper pepper) {
        this.database = database;
        this.pepper = pepper;
    }

    /// Begins an attempt.
    ///
    /// @return how long to wait before trying again, or empty if it may go on now
    Optional<Duration> begin(String loginName, Instant now) {
        var bucket = pepper.bucket(CredentialStore.normal(loginName), BUCKETS);
        try {
            return database.inTransaction(handle -> begin(handle, bucket, now));
        } catch (DatabaseException e) {
            if (!e.isDuplicate()) {
                throw e;
            }
            // Another attempt made the row in between: now it is there.
            return database.inTransaction(handle -> begin(handle, bucket, now));
        }
    }

    /// The attempt was right: what was counted is forgiven.
    void succeeded(Handle handle, String loginName) {
        handle.createUpdate("delete from login_slowdown where bucket = :bucket")
                .bind("bucket", pepper.bucket(CredentialStore.normal(loginName), BUCKETS))
                .execute();
    }

    /// How long after its last failure a name that failed so often must rest.
    static Duration rest(int failures) {
        if (failures < FREE_FAILURES) {
            return Duration.ZERO;
        }
        var doublings = Math.min(failures - FREE_FAILURES, 30);
        var rest = Duration.ofSeconds(1L << doublings);
        return rest.compareTo(LONGEST) > 0 ? LONGEST : rest;
    }

    private static Optional<Duration> begin(Handle handle, int bucket, Instant now) {
        var known = lock(handle, bucket);
        if (known.isEmpty()) {
            handle.createUpdate(
                            "insert into login_slowdown (bucket, failures, last_failure_at)"
                                    + " values (:bucket, 1, :now)")
                    .bind("bucket", bucket)
                    .bind("now", Times.write(now))
                    .execute();
            return Optional.empty();
        }
        var count = known.get();
        var isQuiet = !now.isBefore(count.lastAt().plus(FORGOTTEN_AFTER));
        var failures = isQuiet ? 0 : count.failures();
        var openAt = count.lastAt().plus(rest(failures));
        if (now.isBefore(openAt)) {
            return Optional.of(Duration.between(now, openAt));
        }
        handle.createUpdate(
                        "update login_slowdown set failures = :failures, last_failure_at = :now"
                                + " where bucket = :bucket")
                .bind("bucket", bucket)
                .bind("failures", failures + 1)
                .bind("now", Times.write(now))
                .execute();
        return Optional.empty();
    }

    private static Optional<Count> lock(Handle handle, int bucket) {
        return handle.createQuery("select * from login_slowdown where bucket = :bucket for update")
                .bind("bucket", bucket)
                .map(
                        (row, _) ->
                                new Count(
                                        row.getInt("failures"), Times.read(row, "last_failure_at")))
                .findOne();
    }

    private record Count(int failures, Instant lastAt) {}
}
