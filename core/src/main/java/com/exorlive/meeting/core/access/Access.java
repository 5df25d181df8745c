package com.exorlive.meeting.core.access;

import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.oidc.AccessTokenVerifier;
import com.exorlive.meeting.core.oidc.AccessTokenVerifier.Verified;
import com.exorlive.meeting.core.oidc.Scopes;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.signin.Authentication;
import com.exorlive.meeting.edge.Endpoint;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.RateLimiter;
import com.exorlive.meeting.edge.Reply;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The door of the API: no endpoint behind it runs without a good token and the permission for it.
/// What a person is, the database says, not the token: a change of role counts at once, and who has
/// been deactivated is nobody. How far a permission reaches, the feature asks of [Reach].
/// Thread-safe.
public final class Access {
    private final AccessTokenVerifier verifier;
    private final Database database;
    private final InstantSource clock;
    private final RateLimiter perSubject;
    private final Possession possession;

    public Access(
            AccessTokenVerifier verifier,
            Database database,
            InstantSource clock,
            RateLimiter perSubject,
            Possession possession) {
        this.verifier = verifier;
        this.database = database;
        this.clock = clock;
        this.perSubject = perSubject;
        this.possession = possession;
    }

    /// Answers a signed-in person.
    @FunctionalInterface
    public interface PersonEndpoint {
        Reply answer(HttpCall call, Person person);
    }

    /// Answers a signed-in person, told of which grant: the one sign-in that others may outlive.
    @FunctionalInterface
    public interface GrantEndpoint {
        Reply answer(HttpCall call, Person person, String grant);
    }

    /// Answers a signed-in person, told how and when they signed in.
    @FunctionalInterface
    public interface SignedInEndpoint {
        Reply answer(HttpCall call, Person person, Authentication authentication);
    }

    /// Answers a person who stays: asks again, while they do, whether they still may.
    @FunctionalInterface
    public interface StayingEndpoint {
        Reply answer(HttpCall call, Person person, Supplier<Standing> standing);
    }

    /// Whether somebody who was let in may stay.
    public enum Standing {
        GOOD,
        /// The token is too old: whoever has a new one may come again.
        LAPSED,
        /// Not any more.
        REFUSED
    }

    /// Like `person`, for an answer that lasts.
    public Endpoint staying(Permission permission, StayingEndpoint endpoint) {
        return call ->
                person(
                                permission,
                                (_, person) ->
                                        endpoint.answer(
                                                call, person, () -> standing(call, permission)))
                        .answer(call);
    }

    private Standing standing(HttpCall call, Permission permission) {
        var token = verified(call);
        if (token.isEmpty()) {
            return Standing.LAPSED;
        }
        return person(token.get()).filter(it -> Policy.gives(it.roles(), permission)).isPresent()
                ? Standing.GOOD
                : Standing.REFUSED;
    }

    public Endpoint person(Permission permission, PersonEndpoint endpoint) {
        return call ->
                entering(
                        call,
                        token ->
                                answer(
                                        token,
                                        permission,
                                        perSubject,
                                        person -> endpoint.answer(call, person)));
    }

    private interface Inside {
        Reply answer(Verified token) throws Exception;
    }

    /// Whoever shows a token proves once that it is theirs.
    private Reply entering(HttpCall call, Inside inside) throws Exception {
        var token = verified(call);
        if (token.isEmpty()) {
            return unauthorized();
        }
        var refusal = possession.refusal(call, token.get());
        return refusal.isPresent() ? refusal.get() : inside.answer(token.get());
    }

    /// Like `person`, told of which grant the token came.
    public Endpoint ofGrant(Permission permission, GrantEndpoint endpoint) {
        return call ->
                person(
                                permission,
                                (same, person) ->
                                        verified(same)
                                                .flatMap(Verified::grant)
                                                .map(it -> endpoint.answer(same, person, it))
                                                .orElseGet(Access::unauthorized))
                        .answer(call);
    }

    /// Answers a person who wants something that proves to others who they are. A token that
    /// signaling takes too is none here, although core takes it elsewhere: signaling has been shown
    /// it, and could ask in the person's name.
    ///
    /// @param limit instead of the common one
    public Endpoint signedInPerson(
            Permission permission, RateLimiter limit, SignedInEndpoint endpoint) {
        return call ->
                entering(
                        call,
                        token ->
                                answer(
                                        token,
                                        permission,
                                        limit,
                                        person ->
                                                (token.isForCoreAlone()
                                                                ? token.authentication()
                                                                : Optional.<Authentication>empty())
                                                        .map(
                                                                how ->
                                                                        endpoint.answer(
                                                                                call, person, how))
                                                        .orElseGet(Access::unauthorized)));
    }

    private Reply answer(
            Verified token,
            Permission permission,
            RateLimiter limit,
            Function<Person, Reply> endpoint) {
        if (!token.scopes().contains(Scopes.CORE)) {
            return Reply.problem(403, "scope-missing");
        }
        var person = person(token);
        if (person.isEmpty()) {
            return unauthorized();
        }
        var wait = limit.secondsToWait(person.get().subject().value());
        if (wait.isPresent()) {
            return Reply.slowDown(wait.getAsLong());
        }
        if (!Policy.gives(person.get().roles(), permission)) {
            return Reply.problem(403, Policy.codeForOthers(permission));
        }
        return endpoint.apply(person.get());
    }

    public Endpoint service(Permission permission, Endpoint endpoint) {
        return call ->
                entering(
                        call,
                        token ->
                                Policy.givesService(token.scopes(), permission)
                                        ? endpoint.answer(call)
                                        : Reply.problem(403, "scope-missing"));
    }

    private Optional<Verified> verified(HttpCall call) {
        return call.dpopToken().or(call::bearerToken).flatMap(verifier::verify);
    }

    private Optional<Person> person(Verified token) {
        if (!Subject.isOne(token.subject())) {
            return Optional.empty();
        }
        var subject = new Subject(token.subject());
        return database.inTransaction(
                handle ->
                        AccessTokenVerifier.isLive(handle, token, clock.instant())
                                ? PersonStore.find(handle, subject)
                                : Optional.empty());
    }

    /// RFC 6750 section 3.
    static Reply unauthorized() {
        return Reply.problem(401, "token-invalid")
                .header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }
}
