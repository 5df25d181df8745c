package com.exorlive.meeting.core.clientaccount;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.clientaccount.ClientAccounts.Outcome;
import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactAccess;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.meeting.Refusal;
import com.exorlive.meeting.core.notice.Notices;
import com.exorlive.meeting.core.oidc.AccessEnds;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.Role;
import com.exorlive.meeting.core.signin.CredentialStore;
import com.exorlive.meeting.core.signin.PasswordInvitations;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.ProblemException;
import com.exorlive.meeting.edge.Reply;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// An instructor gives a contact an account from its record, a new code when it is lost, and takes
/// the account back. Whoever may open the contact may: own, or by a basis that still lasts.
public final class ClientAccountApi {
    private static final Set<String> LANGUAGES = Set.of("nb", "sv", "da", "fi", "en");
    private static final Pattern USER_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{1,63}");

    private final Database database;
    private final AuditLog audit;
    private final ClientAccounts accounts;
    private final boolean isMailSetUp;
    private final URI origin;
    private final InstantSource clock;

    /// @param isMailSetUp whether a client with an e-mail address is told that an account waits
    /// @param origin where the link of a code leads
    public ClientAccountApi(
            Database database,
            AuditLog audit,
            Notices notices,
            AccessEnds ends,
            boolean isMailSetUp,
            URI origin,
            InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.accounts = new ClientAccounts(notices, ends);
        this.isMailSetUp = isMailSetUp;
        this.origin = origin;
        this.clock = clock;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        var account = "/core/v1/contacts/{id}/account";
        routes.post(account, access.person(Permission.GIVE_ACCOUNTS, this::give))
                .post(account + "/code", access.person(Permission.GIVE_ACCOUNTS, this::newCode))
                .post(
                        account + "/withdraw",
                        access.person(Permission.GIVE_ACCOUNTS, this::withdraw));
    }

    record Body(@Nullable String username, @Nullable String language) {}

    record CodeView(String code, String link, Instant expiresAt) {
        @Override
        public String toString() {
            return "CodeView[redacted]";
        }
    }

    record GivenView(String username, CodeView invitation, boolean mailed) {}

    private Reply give(HttpCall call, Person instructor) {
        var body = call.json(Body.class);
        var asked = Optional.ofNullable(body.username()).map(ClientAccountApi::userName);
        var language = Optional.ofNullable(body.language()).orElse(instructor.language());
        if (!LANGUAGES.contains(language)) {
            throw badRequest();
        }
        return onOpenContact(
                call,
                "contact-account",
                instructor,
                (handle, contact) ->
                        accounts.give(
                                handle, contact, instructor, asked, language, clock.instant()));
    }

    private Reply newCode(HttpCall call, Person instructor) {
        return onOpenContact(
                call,
                "contact-account-code",
                instructor,
                (handle, contact) -> accounts.newCode(handle, contact, clock.instant()));
    }

    private Reply withdraw(HttpCall call, Person instructor) {
        return onOpenContact(call, "contact-account-withdraw", instructor, accounts::withdraw);
    }

    @FunctionalInterface
    private interface Action {
        Outcome on(Handle handle, Contact contact);
    }

    /// Runs `action` on the contact of the path, if it is open to this instructor, and writes down
    /// what came of it either way.
    private Reply onOpenContact(HttpCall call, String event, Person instructor, Action action) {
        var id = ContactId.parse(call.path("id"));
        return database.inTransaction(
                handle -> {
                    var contact =
                            id.flatMap(
                                    it -> ContactStore.lock(handle, instructor.organisation(), it));
                    var outcome =
                            whyClosed(handle, contact, instructor)
                                    .map(ClientAccountApi::refused)
                                    .orElseGet(() -> action.on(handle, contact.orElseThrow()));
                    write(handle, event, instructor, id, outcome);
                    return reply(event, contact, outcome);
                });
    }

    private Optional<Refusal> whyClosed(
            Handle handle, Optional<Contact> contact, Person instructor) {
        var access =
                contact.map(it -> ContactAccess.of(handle, it, instructor, clock.instant()))
                        .orElseGet(ContactAccess.OutOfReach::new);
        return switch (access) {
            case ContactAccess.Own _, ContactAccess.ByBasis _ -> Optional.empty();
            case ContactAccess.Closed _ -> Optional.of(Refusal.BASIS_NEEDED);
            case ContactAccess.OutOfReach _ -> Optional.of(Refusal.CONTACT_UNKNOWN);
        };
    }

    private static Outcome refused(Refusal refusal) {
        return new Outcome.Refused(refusal.status(), refusal.code());
    }

    private void write(
            Handle handle,
            String event,
            Person instructor,
            Optional<ContactId> contact,
            Outcome outcome) {
        var actor = instructor.subject().value();
        var target = contact.map(ContactId::value).orElse(AuditLine.NOBODY);
        var word = outcome instanceof Outcome.Refused(_, var code) ? code : "ok";
        audit.write(handle, new AuditLine(event, actor, target, word).about(target));
        var isNew = event.equals("contact-account");
        switch (outcome) {
            case Outcome.Given(var account, _, _) when isNew ->
                    writeRole(handle, "role-grant", instructor, account.value());
            case Outcome.Withdrawn(var account) ->
                    writeRole(handle, "person-deactivate", instructor, account.value());
            case Outcome.Given _, Outcome.Refused _ -> {}
        }
    }

    /// What a change of access must always tell (AD-10): whose.
    private void writeRole(Handle handle, String event, Person actor, String account) {
        var outcome = event.equals("role-grant") ? Role.CONTACT.wireName() : "ok";
        audit.write(
                handle,
                new AuditLine(event, actor.subject().value(), account, outcome).about(account));
    }

    private Reply reply(String event, Optional<Contact> contact, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Refused(var status, var code) -> Reply.problem(status, code);
            case Outcome.Withdrawn _ -> Reply.noContent();
            case Outcome.Given(_, var username, var code) -> {
                var isMailed =
                        isMailSetUp
                                && event.equals("contact-account")
                                && contact.flatMap(Contact::email).isPresent();
                yield Reply.json(201, new GivenView(username, view(code, contact), isMailed));
            }
        };
    }

    /// @param contact whose organisation has the ways to sign in that the page shows
    private CodeView view(PasswordInvitations.Made made, Optional<Contact> contact) {
        var at = contact.map(it -> "&at=" + it.organisation()).orElse("");
        var link = origin + "/set-password#code=" + made.code() + at;
        return new CodeView(made.code(), link, made.expiresAt());
    }

    private static String userName(String typed) {
        if (!USER_NAME.matcher(typed).matches()) {
            throw badRequest();
        }
        return CredentialStore.normal(typed);
    }

    private static ProblemException badRequest() {
        return new ProblemException(400, "bad-request");
    }
}
