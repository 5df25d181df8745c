package com.exorlive.meeting.core.erasure;

import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.person.Subject;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps people erased when an older backup is restored: every erasure is in a file beside the
/// database, too, and what that file says and the database does not is erased again at the start.
///
/// The database's own table comes first and the file follows, so that nobody is erased who was not:
/// an erasure that was rolled back never gets into the file. Thread-safe: one thread at a time.
public final class ErasureLedger {
    private static final Logger LOG = LoggerFactory.getLogger(ErasureLedger.class);

    /// Numbers are given before they are committed: looks that far back for late ones.
    private static final long LATE = 1_000;

    private final Database database;
    private final AuditLog audit;
    private final InstantSource clock;
    private final ErasureFile file;
    private final Set<String> inFile = new HashSet<>();
    private long seen;

    public ErasureLedger(Database database, AuditLog audit, InstantSource clock, ErasureFile file) {
        this.database = database;
        this.audit = audit;
        this.clock = clock;
        this.file = file;
    }

    /// Erases again who is back, before anybody works; then writes down what the file lacks.
    public synchronized void replay() {
        int again = 0;
        for (var erased : file.read()) {
            inFile.add(erased.key());
            again += database.inTransaction(handle -> isErasedAgain(handle, erased)) ? 1 : 0;
        }
        if (again > 0) {
            LOG.atWarn()
                    .addKeyValue("count", again)
                    .log("Erased again, after an older backup was restored");
        }
        follow();
    }

    /// Writes down what was erased since. What can't be written now is tried again each minute.
    public void keepUp() {
        try {
            follow();
        } catch (UncheckedIOException e) {
            LOG.atError().setCause(e).log("The list of who was erased can't be written");
        }
    }

    private synchronized void follow() {
        var rows = database.inTransaction(handle -> ErasureStore.after(handle, seen - LATE));
        var missing =
                rows.stream()
                        .map(ErasureStore.Row::erased)
                        .filter(it -> !inFile.contains(it.key()))
                        .toList();
        file.append(missing);
        missing.forEach(it -> inFile.add(it.key()));
        if (!rows.isEmpty()) {
            seen = Math.max(seen, rows.getLast().seq());
        }
    }

    private boolean isErasedAgain(Handle handle, Erased erased) {
        if (ErasureStore.contains(handle, erased)) {
            return false;
        }
        boolean isBack = isErasable(handle, erased);
        ErasureStore.insert(handle, erased);
        if (isBack) {
            audit.write(
                    handle,
                    new AuditLine("erasure-repeat", AuditLine.NOBODY, erased.id(), "ok")
                            .about(erased.id()));
        }
        return isBack;
    }

    private boolean isErasable(Handle handle, Erased erased) {
        var id = erased.id();
        var now = clock.instant();
        return switch (erased.kind()) {
            case CONTACT -> {
                var contact =
                        ErasureStore.organisationOfContact(handle, id)
                                .flatMap(it -> ContactStore.lock(handle, it, new ContactId(id)));
                contact.ifPresent(it -> Erasure.contact(handle, it, now));
                yield contact.isPresent();
            }
            case PERSON, PERSON_KEEPING_MEDIA -> {
                var place = ErasureStore.organisationOfPerson(handle, id);
                boolean keeps = erased.kind() == Erased.Kind.PERSON_KEEPING_MEDIA;
                place.ifPresent(it -> Erasure.person(handle, it, new Subject(id), keeps));
                yield place.isPresent();
            }
            case ORGANISATION -> {
                var found = OrganisationStore.find(handle, new OrganisationId(id));
                found.ifPresent(it -> Erasure.organisation(handle, it.id(), now));
                yield found.isPresent();
            }
        };
    }
}
