package com.exorlive.meeting.core.report;

import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.access.Reach;
import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Role;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.unit.UnitId;
import com.exorlive.meeting.core.unit.UnitStore;
import com.exorlive.meeting.core.unit.UnitTree;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// How far one administrator's reports go: the units in reach, and who belongs there. A contact
/// belongs where the instructor works who keeps it. Confined to its transaction.
final class ReportScope {
    private final Handle handle;
    private final Person reader;
    private final UnitTree tree;
    private final Reach reach;

    ReportScope(Handle handle, Person reader) {
        this.handle = handle;
        this.reader = reader;
        this.tree = UnitStore.tree(handle, reader.organisation());
        this.reach = Reach.of(reader, Permission.READ_REPORTS, tree);
    }

    UnitTree tree() {
        return tree;
    }

    /// The units that lines must be of; empty if every line of the organisation may be seen.
    Set<String> units() {
        return reach.covers(UnitId.rootOf(reader.organisation())) ? Set.of() : names(reach.units());
    }

    /// The unit and those below it, if it is in reach.
    Optional<Set<String>> below(String unit) {
        return UnitId.parse(unit).filter(reach::covers).map(it -> names(tree.within(it)));
    }

    private static Set<String> names(Set<UnitId> units) {
        return units.stream().map(UnitId::value).collect(Collectors.toSet());
    }

    /// All ids of the person or the contact that this is, if in reach: what happens to somebody
    /// with an account is written down by either.
    Optional<Set<String>> concerned(String id) {
        var contact =
                ContactId.parse(id)
                        .flatMap(it -> ContactStore.find(handle, reader.organisation(), it));
        if (contact.isPresent()) {
            return contact.filter(this::covers).map(ReportScope::idsOf);
        }
        return person(id).map(person -> Set.of(person.subject().value()));
    }

    private static Set<String> idsOf(Contact contact) {
        var ids = new HashSet<>(Set.of(contact.id().value()));
        contact.account().ifPresent(account -> ids.add(account.value()));
        return ids;
    }

    /// Somebody in reach: who works there, or whose record is kept there.
    Optional<Person> person(String id) {
        return Subject.isOne(id)
                ? PersonStore.find(handle, new Subject(id)).filter(this::covers)
                : Optional.empty();
    }

    private boolean covers(Person person) {
        if (!person.organisation().equals(reader.organisation())) {
            return false;
        }
        return person.has(Role.CONTACT)
                ? ContactStore.ofAccount(handle, person.subject()).stream().anyMatch(this::covers)
                : reach.covers(person.unit());
    }

    private boolean covers(Contact contact) {
        return PersonStore.find(handle, contact.instructor())
                .map(instructor -> reach.covers(instructor.unit()))
                .orElse(false);
    }

    /// The subjects of whose name this is a part; never empty, so that nobody means no line.
    Set<String> named(String part) {
        var wanted = part.toLowerCase(Locale.ROOT);
        var found =
                Arrays.stream(Role.values())
                        .flatMap(
                                role ->
                                        PersonStore.withRole(handle, reader.organisation(), role)
                                                .stream())
                        .filter(it -> it.name().toLowerCase(Locale.ROOT).contains(wanted))
                        .map(it -> it.subject().value())
                        .collect(Collectors.toSet());
        return found.isEmpty() ? Set.of("nobody-of-that-name") : found;
    }
}
