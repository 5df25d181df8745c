package com.exorlive.meeting.core.report;

import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.contact.AccessBasisStore;
import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.report.ReportViews.Basis;
import com.exorlive.meeting.core.report.ReportViews.Party;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Puts names to the identifiers of audit lines, each looked up once. Another organisation's people
/// have none here. Confined to its transaction.
final class Names {
    private final Handle handle;
    private final OrganisationId organisation;
    private final Map<String, Party> actors = new HashMap<>();
    private final Map<String, Party> concerned = new HashMap<>();
    private final Map<String, Optional<Basis>> bases = new HashMap<>();

    Names(Handle handle, OrganisationId organisation) {
        this.handle = handle;
        this.organisation = organisation;
    }

    Party actor(String id) {
        return actors.computeIfAbsent(
                id,
                it ->
                        it.equals(AuditLine.NOBODY)
                                ? Party.SYSTEM
                                : person(it).orElse(Party.UNKNOWN));
    }

    /// Whose data it was.
    Party about(String id) {
        return concerned.computeIfAbsent(
                id, it -> contact(it).or(() -> person(it)).orElse(Party.UNKNOWN));
    }

    private Optional<Party> person(String id) {
        if (!Subject.isOne(id)) {
            return Optional.empty();
        }
        return PersonStore.find(handle, new Subject(id))
                .filter(it -> it.organisation().equals(organisation))
                .map(Names::party);
    }

    private static Party party(Person person) {
        return new Party("person", person.subject().value(), person.name(), person.title());
    }

    private Optional<Party> contact(String id) {
        return ContactId.parse(id)
                .flatMap(it -> ContactStore.find(handle, organisation, it))
                .map(Names::party);
    }

    private static Party party(Contact contact) {
        return new Party("contact", contact.id().value(), contact.personal().name(), null);
    }

    /// What a line's reference says, if it is the basis of an access.
    Optional<Basis> basis(String reference) {
        if (reference.equals(AuditLine.NOBODY)) {
            return Optional.empty();
        }
        return bases.computeIfAbsent(
                reference,
                it ->
                        AccessBasisStore.find(handle, organisation, it)
                                .map(
                                        basis ->
                                                new Basis(
                                                        basis.reason().wireName(),
                                                        basis.comment().isEmpty()
                                                                ? null
                                                                : basis.comment())));
    }
}
