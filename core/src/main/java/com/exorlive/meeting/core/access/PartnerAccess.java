package com.exorlive.meeting.core.access;

import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.oidc.AccessTokenVerifier;
import com.exorlive.meeting.core.partner.Partner;
import com.exorlive.meeting.core.partner.PartnerId;
import com.exorlive.meeting.core.partner.PartnerScope;
import com.exorlive.meeting.core.partner.PartnerStore;
import com.exorlive.meeting.edge.Endpoint;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.RateLimiter;
import com.exorlive.meeting.edge.Reply;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// The door for partner systems (ID-09): an API key or a token of theirs, the scope for what they
/// ask, and so many calls a minute. The answer says how many are left (the IETF's RateLimit header
/// fields). A partner that was revoked is out at once, whatever its token says. Thread-safe.
public final class PartnerAccess {
    private final AccessTokenVerifier verifier;
    private final Database database;
    private final InstantSource clock;
    private final RateLimiter perPartner;

    public PartnerAccess(
            AccessTokenVerifier verifier,
            Database database,
            InstantSource clock,
            RateLimiter perPartner) {
        this.verifier = verifier;
        this.database = database;
        this.clock = clock;
        this.perPartner = perPartner;
    }

    /// Answers a partner.
    @FunctionalInterface
    public interface PartnerEndpoint {
        Reply answer(HttpCall call, Partner partner);
    }

    /// A partner, with what of its scopes this call was made with.
    private record Caller(Partner partner, Set<String> scopes) {}

    public Endpoint partner(PartnerScope scope, PartnerEndpoint endpoint) {
        return call -> {
            var caller = caller(call);
            if (caller.isEmpty()) {
                return Access.unauthorized();
            }
            var turn = perPartner.take(caller.get().partner().id().value());
            if (!turn.isFree()) {
                return limited(Reply.slowDown(turn.secondsToWait()), turn);
            }
            var reply =
                    caller.get().scopes().contains(scope.wireName())
                            ? endpoint.answer(call, caller.get().partner())
                            : Reply.problem(403, "scope-missing");
            return limited(reply, turn);
        };
    }

    private Reply limited(Reply reply, RateLimiter.Turn turn) {
        return reply.header("RateLimit-Policy", perPartner.policy("partner"))
                .header(
                        "RateLimit",
                        "\"partner\";r=" + turn.left() + ";t=" + Math.max(1, turn.secondsToFull()));
    }

    private Optional<Caller> caller(HttpCall call) {
        var bearer = call.bearerToken();
        if (bearer.isEmpty()) {
            return Optional.empty();
        }
        if (PartnerStore.isKey(bearer.get())) {
            return database.inTransaction(
                    handle ->
                            PartnerStore.ofKey(handle, bearer.get())
                                    .map(it -> used(handle, it, Set.copyOf(it.scopeNames()))));
        }
        var token = verifier.verify(bearer.get());
        return token.flatMap(it -> PartnerId.parse(it.subject()))
                .flatMap(
                        id ->
                                database.inTransaction(
                                        handle ->
                                                PartnerStore.find(handle, id)
                                                        .map(
                                                                it ->
                                                                        used(
                                                                                handle,
                                                                                it,
                                                                                token.get()
                                                                                        .scopes()))));
    }

    private Caller used(Handle handle, Partner partner, Set<String> scopes) {
        PartnerStore.noteUse(handle, partner, clock.instant());
        return new Caller(partner, scopes);
    }
}
