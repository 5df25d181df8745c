package com.exorlive.meeting.core.identityprovider;

import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.signin.Hashes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Sign-ins on their way to a provider and back: the table `provider_sign_in`. Each is bound to the
/// browser that began it and to one provider, and its answer is taken once.
public final class ProviderSignIns {
    /// A person finds the phone, types a PIN there and is asked twice. Longer, and a link that
    /// somebody left open works longer.
    public static final Duration LIFE = Duration.ofMinutes(10);

    /// Each costs a row until it expires: beyond this, somebody is filling the table.
    private static final int MAX_OPEN = 20_000;

    private ProviderSignIns() {}

    /// What a sign-in was begun for.
    public sealed interface Purpose {
        /// To go on with this authorization request.
        record GoOn(String request) implements Purpose {}

        /// To tie the identity to who was invited.
        ///
        /// @param codeHash of the invitation's code
        record Link(String codeHash) implements Purpose {}
    }

    /// @param longest ago that the person may have signed in there; null: however long
    public record UnderWay(
            IdentityProviderId provider, Purpose purpose, @Nullable Duration longest) {
        public Optional<Duration> maxAge() {
            return Optional.ofNullable(longest);
        }
    }

    /// @param browser the secret in the browser's cookie
    /// @return the state, as the browser carries it; empty if there are too many
    public static Optional<String> begin(
            Handle handle, UnderWay signIn, String browser, Instant now) {
        var open =
                handle.createQuery("select count(*) from provider_sign_in").mapTo(Long.class).one();
        if (open >= MAX_OPEN) {
            return Optional.empty();
        }
        var state = RandomIds.secret();
        handle.createUpdate(
                        "insert into provider_sign_in (state_hash, provider_id, browser_hash,"
                                + " request, code_hash, max_age_seconds, expires_at) values"
                                + " (:state, :provider, :browser, :request, :code, :maxAge,"
                                + " :expires)")
                .bind("state", Hashes.of(state))
                .bind("provider", signIn.provider().value())
                .bind("browser", Hashes.of(browser))
                .bind(
                        "request",
                        signIn.purpose() instanceof Purpose.GoOn(var request) ? request : null)
                .bind("code", signIn.purpose() instanceof Purpose.Link(var code) ? code : null)
                .bind("maxAge", signIn.maxAge().map(it -> (int) it.toSeconds()).orElse(null))
                .bind("expires", Times.write(now.plus(LIFE)))
                .execute();
        return Optional.of(state);
    }

    /// Takes it, whatever comes of the answer. Of many at once, one gets it. That of another
    /// browser stays where it is: whoever has only seen a state can't spoil a sign-in with it.
    public static Optional<UnderWay> take(
            Handle handle, String state, String browser, Instant now) {
        var found =
                handle.createQuery(
                                "select * from provider_sign_in where state_hash = :state"
                                        + " and browser_hash = :browser for update")
                        .bind("state", Hashes.of(state))
                        .bind("browser", Hashes.of(browser))
                        .map((row, _) -> new Row(read(row), Times.read(row, "expires_at")))
                        .findOne();
        var taken =
                handle.createUpdate(
                                "delete from provider_sign_in where state_hash = :state"
                                        + " and browser_hash = :browser")
                        .bind("state", Hashes.of(state))
                        .bind("browser", Hashes.of(browser))
                        .execute();
        return found.filter(row -> taken == 1 && now.isBefore(row.expiresAt())).map(Row::signIn);
    }

    public static void purge(Handle handle, Instant now) {
        handle.createUpdate("delete from provider_sign_in where expires_at <= :now")
                .bind("now", Times.write(now))
                .execute();
    }

    private record Row(UnderWay signIn, Instant expiresAt) {}

    private static UnderWay read(ResultSet row) throws SQLException {
        int maxAge = row.getInt("max_age_seconds");
        var longest = row.wasNull() ? null : Duration.ofSeconds(maxAge);
        var request = Optional.ofNullable(row.getString("request"));
        var purpose =
                request.<Purpose>map(Purpose.GoOn::new)
                        .orElse(new Purpose.Link(String.valueOf(row.getString("code_hash"))));
        return new UnderWay(new IdentityProviderId(row.getString("provider_id")), purpose, longest);
    }
}
