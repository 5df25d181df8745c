package com.exorlive.meeting.core.jumpout;

import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.contact.AccessBasis;
import com.exorlive.meeting.core.contact.AccessBasisStore;
import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.contact.PersonalData;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.DatabaseException;
import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.oidc.PartnerStatement;
import com.exorlive.meeting.core.partner.Partner;
import com.exorlive.meeting.core.partner.PartnerId;
import com.exorlive.meeting.core.partner.PartnerScope;
import com.exorlive.meeting.core.partner.PartnerStore;
import com.exorlive.meeting.core.pdsmode.PdsStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.signin.CredentialStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// "Uthopp": a partner's record system says, signed, which client its user has in focus, and that
/// contact opens here: made or brought up to date, once for each statement. Thread-safe.
public final class JumpOuts {
    private static final String EVENT = "jump-out";

    /// A statement may come late by as much as clocks may differ.
    private static final Duration KEPT_LONGER = Duration.ofMinutes(2);

    private final Database database;
    private final AuditLog audit;
    private final String audience;
    private final Duration basisLasts;
    private final InstantSource clock;

    /// @param audience what a statement must be meant for: the public origin
    public JumpOuts(
            Database database,
            AuditLog audit,
            String audience,
            Duration basisLasts,
            InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.audience = audience;
        this.basisLasts = basisLasts;
        this.clock = clock;
    }

    sealed interface Outcome {
        record Opened(ContactId contact, boolean isNew) implements Outcome {}

        /// One answer for every reason; the audit log has the reason.
        record Refused() implements Outcome {}
    }

    Outcome open(String token, Person instructor) {
        try {
            return database.inTransaction(handle -> open(handle, token, instructor));
        } catch (DatabaseException e) {
            if (!e.isDuplicate()) {
                throw e;
            }
            // The same statement at the same moment: one of the two is a replay.
            return database.inTransaction(handle -> refused(handle, instructor, "replayed"));
        }
    }

    public void purge() {
        var before = clock.instant().minus(KEPT_LONGER);
        database.run(handle -> JumpOutStore.purge(handle, before));
    }

    private Outcome open(Handle handle, String token, Person instructor) {
        var now = clock.instant();
        var statement = PartnerStatement.parse(token);
        var partner =
                statement
                        .flatMap(it -> PartnerId.parse(it.claimedIssuer()))
                        .flatMap(id -> PartnerStore.find(handle, id))
                        .filter(it -> it.scopes().contains(PartnerScope.CONTACTS_WRITE))
                        .filter(it -> it.organisation().equals(instructor.organisation()));
        if (partner.isEmpty()) {
            return refused(handle, instructor, "partner-unknown");
        }
        var said =
                partner.flatMap(Partner::jwks)
                        .flatMap(keys -> statement.orElseThrow().verify(keys, audience, now));
        var focus = said.flatMap(it -> Focus.of(it.claims(), now));
        if (said.isEmpty() || focus.isEmpty()) {
            return refused(handle, instructor, "statement-invalid");
        }
        if (!isAbout(handle, said.get().subject(), instructor)) {
            return refused(handle, instructor, "somebody-else");
        }
        var issuer = partner.get().id().value();
        var here = instructor.organisation();
        if (!JumpOutStore.use(handle, here, issuer, said.get().id(), said.get().expiresAt())) {
            return refused(handle, instructor, "replayed");
        }
        return opened(handle, issuer, focus.get(), instructor, now);
    }

    /// The user of the partner's system is who is signed in here, by subject or by user name.
    private static boolean isAbout(Handle handle, String subject, Person instructor) {
        return subject.equals(instructor.subject().value())
                || CredentialStore.subjectOf(handle, subject)
                        .equals(Optional.of(instructor.subject()));
    }

    private Outcome opened(
            Handle handle, String issuer, Focus focus, Person instructor, Instant now) {
        var here = instructor.organisation();
        var known = JumpOutStore.contact(handle, here, issuer, focus.record());
        var personal =
                PdsStore.address(handle, here).isPresent() ? PersonalData.NONE : focus.personal();
        var contact =
                known.map(it -> updated(handle, it, personal))
                        .orElseGet(() -> made(handle, issuer, focus, personal, instructor));
        var basis = basis(handle, contact, instructor, now);
        audit.write(
                handle,
                new AuditLine(
                                EVENT,
                                instructor.subject().value(),
                                contact.id().value(),
                                known.isPresent() ? "opened" : "made")
                        .about(contact.id().value())
                        .referringTo(basis.orElse(AuditLine.NOBODY)));
        return new Outcome.Opened(contact.id(), known.isEmpty());
    }

    private static Contact made(
            Handle handle, String issuer, Focus focus, PersonalData personal, Person instructor) {
        var contact =
                Contact.nameless(
                                new ContactId(RandomIds.id()),
                                instructor.organisation(),
                                instructor.subject())
                        .with(personal);
        ContactStore.insert(handle, contact);
        JumpOutStore.remember(
                handle, instructor.organisation(), issuer, focus.record(), contact.id());
        return contact;
    }

    /// What the partner leaves out stays as it is.
    private static Contact updated(Handle handle, Contact contact, PersonalData said) {
        var merged = contact.personal().with(said);
        if (!merged.equals(contact.personal())) {
            ContactStore.change(handle, contact.with(merged));
        }
        return contact;
    }

    /// A colleague's contact opens as by a basis: the record system has decided that it may.
    private Optional<String> basis(Handle handle, Contact contact, Person instructor, Instant now) {
        if (contact.instructor().equals(instructor.subject())) {
            return Optional.empty();
        }
        var from = now.truncatedTo(ChronoUnit.MILLIS);
        var basis =
                new AccessBasis(
                        RandomIds.id(),
                        contact.organisation(),
                        contact.id(),
                        instructor.subject(),
                        AccessBasis.Reason.JUMP_OUT,
                        "",
                        from,
                        from.plus(basisLasts));
        AccessBasisStore.insert(handle, basis);
        return Optional.of(basis.id());
    }

    private Outcome refused(Handle handle, Person instructor, String why) {
        audit.write(
                handle, new AuditLine(EVENT, instructor.subject().value(), AuditLine.NOBODY, why));
        return new Outcome.Refused();
    }
}
