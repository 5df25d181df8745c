package com.exorlive.meeting.core.contactrecord;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.contact.AccessBasis;
import com.exorlive.meeting.core.contact.AccessBasis.Reason;
import com.exorlive.meeting.core.contact.AccessBasisStore;
import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactAccess;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.contact.ContactSearch;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.contactrecord.ContactViews.AccessView;
import com.exorlive.meeting.core.contactrecord.ContactViews.Colleague;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.ProblemException;
import com.exorlive.meeting.edge.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The way to another's contact: search for it, give a basis, and it is open for a limited time.
/// Both steps are in the audit log; what was searched for is not.
public final class ContactSearchApi {
    private static final int MIN_COMMENT = 10;
    private static final int MAX_COMMENT = 500;

    private final Database database;
    private final AuditLog audit;
    private final InstantSource clock;
    private final Duration basisLasts;

    /// @param basisLasts for how long a basis opens a contact. Longer saves covering instructors
    ///      typing; shorter leaves less open that nobody needs any more
    public ContactSearchApi(
            Database database, AuditLog audit, InstantSource clock, Duration basisLasts) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.basisLasts = basisLasts;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        routes.get(
                        "/core/v1/contacts/search",
                        access.person(Permission.SEARCH_CONTACTS, this::search))
                .post(
                        "/core/v1/contacts/{id}/access",
                        access.person(Permission.SEARCH_CONTACTS, this::open));
    }

    record FoundView(
            String id,
            long number,
            @Nullable String name,
            @Nullable Integer birthYear,
            Colleague instructor,
            AccessView access) {}

    record SearchView(List<FoundView> contacts, boolean hasMore) {}

    record AccessBody(
            @Nullable Boolean confirmed, @Nullable String reason, @Nullable String comment) {}

    record OpenedView(String basisId, String reason, Instant until) {}

    private Reply search(HttpCall call, Person instructor) {
        var query =
                call.query("ids")
                        .map(ContactSearch.Query::ofIds)
                        .orElseGet(() -> call.query("q").flatMap(ContactSearch.Query::of))
                        .orElseThrow(ContactSearchApi::badRequest);
        var now = clock.instant();
        return database.inTransaction(
                handle -> {
                    audit.write(handle, line("contact-search", instructor, AuditLine.NOBODY, "ok"));
                    return Reply.json(200, search(handle, instructor, query, now));
                });
    }

    static SearchView search(
            Handle handle, Person instructor, ContactSearch.Query query, Instant now) {
        var found = ContactSearch.find(handle, instructor, query, now);
        var keepers =
                PersonStore.all(
                        handle,
                        found.contacts().stream()
                                .map(Contact::instructor)
                                .collect(Collectors.toSet()));
        var access = ContactAccess.ofKnown(handle, found.contacts(), instructor, now);
        return new SearchView(
                found.contacts().stream()
                        .map(
                                it ->
                                        view(
                                                it,
                                                Objects.requireNonNull(
                                                        keepers.get(it.instructor())),
                                                Objects.requireNonNull(access.get(it.id()))))
                        .toList(),
                found.hasMore());
    }

    private static FoundView view(Contact contact, Person keeper, ContactAccess access) {
        return new FoundView(
                contact.id().value(),
                contact.number(),
                contact.personal().name(),
                ContactViews.birthYear(contact),
                Colleague.of(keeper),
                AccessView.of(access));
    }

    private Reply open(HttpCall call, Person instructor) {
        var body = call.json(AccessBody.class);
        var reason = reason(body);
        var comment = comment(body);
        var id = ContactId.parse(call.path("id"));
        return database.inTransaction(
                handle -> {
                    var contact =
                            id.flatMap(
                                            it ->
                                                    ContactStore.find(
                                                            handle, instructor.organisation(), it))
                                    .filter(it -> isInReach(handle, it, instructor));
                    if (contact.isEmpty()) {
                        var target = id.map(ContactId::value).orElse(AuditLine.NOBODY);
                        audit.write(
                                handle, line("basis-given", instructor, target, "contact-unknown"));
                        return ContactApi.unknown();
                    }
                    var basis = basis(contact.get(), instructor, reason, comment);
                    AccessBasisStore.insert(handle, basis);
                    audit.write(
                            handle,
                            line(
                                            "basis-given",
                                            instructor,
                                            basis.contact().value(),
                                            basis.reason().wireName())
                                    .referringTo(basis.id()));
                    return Reply.json(
                            201, new OpenedView(basis.id(), reason.wireName(), basis.until()));
                });
    }

    private boolean isInReach(Handle handle, Contact contact, Person instructor) {
        var access = ContactAccess.of(handle, contact, instructor, clock.instant());
        return !(access instanceof ContactAccess.OutOfReach);
    }

    private AccessBasis basis(Contact contact, Person instructor, Reason reason, String comment) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new AccessBasis(
                RandomIds.id(),
                contact.organisation(),
                contact.id(),
                instructor.subject(),
                reason,
                comment,
                now,
                now.plus(basisLasts));
    }

    private static Reason reason(AccessBody body) {
        if (body.confirmed() == null || !body.confirmed() || body.reason() == null) {
            throw badRequest();
        }
        return Reason.of(body.reason())
                .filter(Reason::isGivenByPeople)
                .orElseThrow(ContactSearchApi::badRequest);
    }

    private static String comment(AccessBody body) {
        var comment = body.comment() == null ? "" : body.comment().strip();
        if (comment.length() < MIN_COMMENT || comment.length() > MAX_COMMENT) {
            throw badRequest();
        }
        return comment;
    }

    private static AuditLine line(String event, Person actor, String target, String outcome) {
        return new AuditLine(event, actor.subject().value(), target, outcome).about(target);
    }

    private static ProblemException badRequest() {
        return new ProblemException(400, "bad-request");
    }
}
