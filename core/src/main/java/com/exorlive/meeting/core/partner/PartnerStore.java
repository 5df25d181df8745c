package com.exorlive.meeting.core.partner;

import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.signin.Hashes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The table `partner`.
public final class PartnerStore {
    /// An API key as it is sent: `exlk.<id>.<secret>`.
    private static final String KEY_PREFIX = "exlk.";

    /// Writing down each use would make every call a write.
    private static final Duration USE_IS_NOTED_EVERY = Duration.ofMinutes(1);

    private PartnerStore() {}

    /// One just made, with the secret that nobody can read again.
    public record Made(Partner partner, String secret) {
        /// What is shown, once: a whole key, or a client's secret.
        public String shown() {
            return partner.kind() == Partner.Kind.API_KEY
                    ? KEY_PREFIX + partner.id() + "." + secret
                    : secret;
        }

        @Override
        public String toString() {
            return "Made[" + partner + "]";
        }
    }

    public static PartnerId newId() {
        return new PartnerId("partner-" + RandomIds.id());
    }

    public static Made insert(Handle handle, Partner partner) {
        var secret = RandomIds.secret();
        handle.createUpdate(
                        "insert into partner (id, organisation_id, name, kind, scopes, secret_hash,"
                                + " jwks, created_at) values (:id, :organisation, :name, :kind,"
                                + " :scopes, :secret, :jwks, :createdAt)")
                .bind("id", partner.id().value())
                .bind("organisation", partner.organisation().value())
                .bind("name", partner.name())
                .bind("kind", partner.kind().wireName())
                .bind("scopes", String.join(" ", partner.scopeNames()))
                .bind("secret", Hashes.of(secret))
                .bind("jwks", partner.jwks().orElse(null))
                .bind("createdAt", Times.write(partner.createdAt()))
                .execute();
        return new Made(partner, secret);
    }

    public static List<Partner> of(Handle handle, OrganisationId organisation) {
        return handle.createQuery(
                        "select * from partner where organisation_id = :organisation"
                                + " order by created_at, id")
                .bind("organisation", organisation.value())
                .map((row, _) -> read(row))
                .list();
    }

    /// One that has not been revoked.
    public static Optional<Partner> find(Handle handle, PartnerId id) {
        return handle.createQuery("select * from partner where id = :id and revoked_at is null")
                .bind("id", id.value())
                .map((row, _) -> read(row))
                .findOne();
    }

    /// Whose secret it is, if it is one of this kind.
    public static Optional<Partner> authenticate(
            Handle handle, Partner.Kind kind, String id, String secret) {
        var known = PartnerId.parse(id).flatMap(it -> find(handle, it));
        var hash =
                known.map(
                        it ->
                                handle.createQuery("select secret_hash from partner where id = :id")
                                        .bind("id", it.id().value())
                                        .mapTo(String.class)
                                        .one());
        var isRight = Hashes.equal(Hashes.of(secret), hash.orElse(Hashes.of("nobody's")));
        return known.filter(it -> isRight && it.kind() == kind);
    }

    /// Whose key it is.
    public static Optional<Partner> ofKey(Handle handle, String key) {
        var parts = key.split("\\.", -1);
        return isKey(key) && parts.length == 3
                ? authenticate(handle, Partner.Kind.API_KEY, parts[1], parts[2])
                : Optional.empty();
    }

    public static boolean isKey(String bearer) {
        return bearer.startsWith(KEY_PREFIX);
    }

    public static void noteUse(Handle handle, Partner partner, Instant now) {
        var isRecent =
                partner.lastUsedAt()
                        .filter(it -> now.isBefore(it.plus(USE_IS_NOTED_EVERY)))
                        .isPresent();
        if (!isRecent) {
            handle.createUpdate("update partner set last_used_at = :now where id = :id")
                    .bind("now", Times.write(now))
                    .bind("id", partner.id().value())
                    .execute();
        }
    }

    public static void changeKeys(Handle handle, PartnerId id, String jwks) {
        handle.createUpdate("update partner set jwks = :jwks where id = :id")
                .bind("jwks", jwks)
                .bind("id", id.value())
                .execute();
    }

    public static void revoke(Handle handle, PartnerId id, Instant now) {
        handle.createUpdate(
                        "update partner set revoked_at = :now"
                                + " where id = :id and revoked_at is null")
                .bind("now", Times.write(now))
                .bind("id", id.value())
                .execute();
    }

    private static Partner read(ResultSet row) throws SQLException {
        return new Partner(
                new PartnerId(row.getString("id")),
                new OrganisationId(row.getString("organisation_id")),
                row.getString("name"),
                Partner.Kind.parse(row.getString("kind")).orElseThrow(),
                Arrays.stream(row.getString("scopes").split(" ", -1))
                        .flatMap(scope -> PartnerScope.parse(scope).stream())
                        .collect(Collectors.toSet()),
                row.getString("jwks"),
                Times.read(row, "created_at"),
                Times.readOptional(row, "last_used_at").orElse(null),
                Times.readOptional(row, "revoked_at").orElse(null));
    }
}
