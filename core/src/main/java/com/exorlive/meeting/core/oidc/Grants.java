package com.exorlive.meeting.core.oidc;

import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.signin.Authentication;
import com.exorlive.meeting.core.signin.Hashes;
import com.exorlive.meeting.core.signin.Sessions;
import com.nimbusds.oauth2.sdk.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Codes and refresh tokens: the tables `token_grant`, `authorization_code` and `refresh_token`.
/// Both work once. A second use means that somebody copied one, and nobody can tell who is the
/// thief: the whole grant is revoked (RFC 9700 sections 2.1.1 and 4.14.2).
final class Grants {
    static final Duration CODE_LIFE = Duration.ofMinutes(1);

    /// Renewals of one grant: ten times what its hours need. Each keeps a row until the grant ends.
    private static final int MAX_RENEWALS = 1_000;

    private final AuditLog audit;

    Grants(AuditLog audit) {
        this.audit = audit;
    }

    /// @param key thumbprint of that without which its tokens are worth nothing; empty if none was
    ///     ever shown
    record Grant(
            String id,
            Subject subject,
            String clientId,
            Scope scope,
            Authentication authentication,
            String key) {
        boolean isOpenTo(String shown) {
            return key.isEmpty() || Hashes.equal(key, shown);
        }

        Grant boundTo(String shown) {
            return new Grant(id, subject, clientId, scope, authentication, shown);
        }
    }

    /// A code as it was redeemed, with what the token request must match.
    record Redeemed(Grant grant, String redirectUri, String challenge, String nonce) {}

    /// What the authorization request bound the code to.
    ///
    /// @param key thumbprint of the page's key (RFC 9449 section 10); empty if it named none
    record Binding(
            String clientId,
            String redirectUri,
            Scope scope,
            String challenge,
            String nonce,
            String key) {}

    /// @return the code, as the browser carries it
    static String issueCode(Handle handle, Sessions.Session session, Binding binding, Instant now) {
        var grant = RandomIds.id();
        var code = RandomIds.secret();
        handle.createUpdate(
                        "insert into token_grant (id, session_hash, subject, client_id, scope,"
                                + " signed_in_at, methods, provider, level, expires_at, revoked,"
                                + " key_thumbprint) values (:id, :session, :subject, :client,"
                                + " :scope, :signedInAt, :methods, :provider, :level, :expiresAt,"
                                + " false, :key)")
                .bind("id", grant)
                .bind("session", session.key())
                .bind("subject", session.subject().value())
                .bind("client", binding.clientId())
                .bind("scope", binding.scope().toString())
                .bind("signedInAt", Times.write(session.authentication().at()))
                .bind("methods", session.authentication().methodsColumn())
                .bind("provider", session.authentication().provider())
                .bind("level", session.authentication().level())
                .bind("expiresAt", Times.write(session.expiresAt()))
                .bind("key", binding.key().isEmpty() ? null : binding.key())
                .execute();
        handle.createUpdate(
                        "insert into authorization_code (code_hash, grant_id, redirect_uri,"
                                + " challenge, nonce, used, expires_at) values (:code, :grant,"
                                + " :redirect, :challenge, :nonce, false, :expiresAt)")
                .bind("code", Hashes.of(code))
                .bind("grant", grant)
                .bind("redirect", binding.redirectUri())
                .bind("challenge", binding.challenge())
                .bind("nonce", binding.nonce())
                .bind("expiresAt", Times.write(now.plus(CODE_LIFE)))
                .execute();
        return code;
    }

    /// Uses a code up, whatever comes of the request it came with.
    Optional<Redeemed> redeem(Handle handle, String code, Instant now) {
        var found =
                handle.createQuery(
                                "select * from authorization_code where code_hash = :code for update")
                        .bind("code", Hashes.of(code))
                        .map((row, _) -> CodeRow.read(row))
                        .findOne();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var row = found.get();
        if (row.used()) {
            revokeReused(handle, row.grantId(), "code-reused");
            return Optional.empty();
        }
        handle.createUpdate("update authorization_code set used = true where code_hash = :code")
                .bind("code", Hashes.of(code))
                .execute();
        if (!now.isBefore(row.expiresAt())) {
            return Optional.empty();
        }
        return live(handle, row.grantId(), now)
                .map(grant -> new Redeemed(grant, row.redirectUri(), row.challenge(), row.nonce()));
    }

    static String issueRefreshToken(Handle handle, String grantId) {
        var token = RandomIds.secret();
        handle.createUpdate(
                        "insert into refresh_token (token_hash, grant_id, used)"
                                + " values (:token, :grant, false)")
                .bind("token", Hashes.of(token))
                .bind("grant", grantId)
                .execute();
        return token;
    }

    /// Binds what the grant gives from now on.
    static Grant bind(Handle handle, Grant grant, String key) {
        handle.createUpdate("update token_grant set key_thumbprint = :key where id = :id")
                .bind("key", key)
                .bind("id", grant.id())
                .execute();
        return grant.boundTo(key);
    }

    /// Uses a refresh token up. Who does not have its key uses nothing up, and so does not shut its
    /// owner out.
    ///
    /// @param key thumbprint of what was shown; empty if nothing was
    Optional<Grant> renew(Handle handle, String token, String key, Instant now) {
        var found =
                handle.createQuery(
                                "select * from refresh_token where token_hash = :token for update")
                        .bind("token", Hashes.of(token))
                        .map(
                                (row, _) ->
                                        new RefreshRow(
                                                row.getString("grant_id"), row.getBoolean("used")))
                        .findOne();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var row = found.get();
        var isTheirs = live(handle, row.grantId(), now).filter(it -> it.isOpenTo(key)).isPresent();
        if (!isTheirs) {
            return Optional.empty();
        }
        if (row.used()) {
            revokeReused(handle, row.grantId(), "refresh-token-reused");
            return Optional.empty();
        }
        handle.createUpdate("update refresh_token set used = true where token_hash = :token")
                .bind("token", Hashes.of(token))
                .execute();
        return renewals(handle, row.grantId()) > MAX_RENEWALS
                ? Optional.empty()
                : live(handle, row.grantId(), now);
    }

    static void revoke(Handle handle, String grantId) {
        handle.createUpdate("update token_grant set revoked = true where id = :id")
                .bind("id", grantId)
                .execute();
    }

    static void purge(Handle handle, Instant now) {
        handle.createUpdate("delete from token_grant where expires_at <= :now")
                .bind("now", Times.write(now))
                .execute();
    }

    private void revokeReused(Handle handle, String grantId, String event) {
        revoke(handle, grantId);
        var subject =
                handle.createQuery("select subject from token_grant where id = :id")
                        .bind("id", grantId)
                        .mapTo(String.class)
                        .one();
        audit.write(
                handle, new AuditLine(event, subject, AuditLine.NOBODY, "revoked").about(subject));
    }

    private static int renewals(Handle handle, String grantId) {
        return handle.createQuery("select count(*) from refresh_token where grant_id = :grant")
                .bind("grant", grantId)
                .mapTo(Integer.class)
                .one();
    }

    static Optional<Grant> live(Handle handle, String grantId, Instant now) {
        return handle.createQuery(
                        "select g.* from token_grant g"
                                + " join person p on p.subject = g.subject and p.active = true"
                                + " where g.id = :id and g.revoked = false and g.expires_at > :now")
                .bind("id", grantId)
                .bind("now", Times.write(now))
                .map(
                        (row, _) ->
                                new Grant(
                                        row.getString("id"),
                                        new Subject(row.getString("subject")),
                                        row.getString("client_id"),
                                        Scope.parse(row.getString("scope")),
                                        Authentication.read(row),
                                        Optional.ofNullable(row.getString("key_thumbprint"))
                                                .orElse("")))
                .findOne();
    }

    private record RefreshRow(String grantId, boolean used) {}

    private record CodeRow(
            String grantId,
            String redirectUri,
            String challenge,
            String nonce,
            boolean used,
            Instant expiresAt) {
        static CodeRow read(ResultSet row) throws SQLException {
            return new CodeRow(
                    row.getString("grant_id"),
                    row.getString("redirect_uri"),
                    row.getString("challenge"),
                    row.getString("nonce"),
                    row.getBoolean("used"),
                    Times.read(row, "expires_at"));
        }
    }
}
