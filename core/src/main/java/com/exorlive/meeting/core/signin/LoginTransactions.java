package com.exorlive.meeting.core.signin;

import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.database.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The short-lived challenge of a sign-in: made by the authorization request, bound to its nonce
/// and to the browser that sent it, answered once. A recorded answer is worth nothing a second
/// time.
public final class LoginTransactions {
    public static final Duration LIFE = Duration.ofMinutes(2);

    /// Typing errors that one transaction forgives.
    private static final int ATTEMPTS = 5;

    /// Each costs a row until it expires: beyond this, somebody is filling the table.
    private static final int MAX_OPEN = 20_000;

    private LoginTransactions() {}

    /// @param browser the secret in the browser's cookie
    /// @param request the authorization request to go on with afterwards
    /// @return the transaction's id, or empty if there are too many
    public static Optional<String> begin(
            Handle handle, String browser, String request, Instant now) {
        var open =
                handle.createQuery("select count(*) from login_transaction where expires_at > :now")
                        .bind("now", Times.write(now))
                        .mapTo(Long.class)
                        .one();
        if (open >= MAX_OPEN) {
            return Optional.empty();
        }
        var id = RandomIds.secret();
        handle.createUpdate(
                        "insert into login_transaction"
                                + " (id_hash, browser_hash, request, attempts_left, expires_at)"
                                + " values (:id, :browser, :request, :attempts, :expires)")
                .bind("id", Hashes.of(id))
                .bind("browser", Hashes.of(browser))
                .bind("request", request)
                .bind("attempts", ATTEMPTS)
                .bind("expires", Times.write(now.plus(LIFE)))
                .execute();
        return Optional.of(id);
    }

    /// The request of one that is open in this browser, for who takes another way to sign in. It
    /// stays open: who comes back from there may still type a password.
    public static Optional<String> request(Handle handle, String id, String browser, Instant now) {
        return handle.createQuery("select request from login_transaction" + OPEN)
                .bind("id", Hashes.of(id))
                .bind("browser", Hashes.of(browser))
                .bind("now", Times.write(now))
                .mapTo(String.class)
                .findOne();
    }

    static boolean isOpen(Handle handle, String id, String browser, Instant now) {
        return handle.createQuery("select count(*) from login_transaction" + OPEN)
                        .bind("id", Hashes.of(id))
                        .bind("browser", Hashes.of(browser))
                        .bind("now", Times.write(now))
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /// Uses one of its attempts up.
    ///
    /// @return whether there was one left
    static boolean attempt(Handle handle, String id, String browser, Instant now) {
        return handle.createUpdate(
                                "update login_transaction set attempts_left = attempts_left - 1"
                                        + OPEN)
                        .bind("id", Hashes.of(id))
                        .bind("browser", Hashes.of(browser))
                        .bind("now", Times.write(now))
                        .execute()
                == 1;
    }

    /// Ends it. Of many at once, one gets the request.
    static Optional<String> complete(Handle handle, String id) {
        var request =
                handle.createQuery(
                                "select request from login_transaction where id_hash = :id for update")
                        .bind("id", Hashes.of(id))
                        .mapTo(String.class)
                        .findOne();
        handle.createUpdate("delete from login_transaction where id_hash = :id")
                .bind("id", Hashes.of(id))
                .execute();
        return request;
    }

    static void purge(Handle handle, Instant now) {
        handle.createUpdate("delete from login_transaction where expires_at <= :now")
                .bind("now", Times.write(now))
                .execute();
    }

    private static final String OPEN =
            " where id_hash = :id and browser_hash = :browser and expires_at > :now"
                    + " and attempts_left > 0";
}
