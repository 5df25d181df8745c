package com.exorlive.meeting.core.administration;

import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.unit.UnitId;
import com.exorlive.meeting.edge.ProblemException;
import org.jdbi.v3.core.Handle;

/// Runs what administrators do, so that each change is in the audit log with what it changed, and
/// each refusal with why (AD-10). Thread-safe.
final class Changes {
    private final Database database;
    private final AuditLog audit;

    Changes(Database database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    @FunctionalInterface
    interface Change<T> {
        T in(Handle handle, Sight sight);
    }

    <T> T look(Person actor, Change<T> look) {
        return database.inTransaction(handle -> look.in(handle, Sight.of(handle, actor)));
    }

    /// @param target what it is about, if that is known before
    <T> T make(String event, Person actor, String target, Change<T> change) {
        try {
            return database.inTransaction(
                    handle -> change.in(handle, Sight.forChange(handle, actor)));
        } catch (ProblemException refused) {
            if (refused.status() != 400) {
                refuse(event, actor, target, refused.code());
            }
            throw refused;
        }
    }

    private void refuse(String event, Person actor, String target, String code) {
        var word = target.matches("[A-Za-z0-9._:-]{1,80}") ? target : AuditLine.NOBODY;
        database.run(handle -> audit.write(handle, line(event, actor, word, code)));
    }

    void write(Handle handle, String event, Person actor, Person about, String outcome) {
        write(handle, event, actor, about, about.unit(), outcome);
    }

    /// @param where it counts
    void write(
            Handle handle, String event, Person actor, Person about, UnitId where, String outcome) {
        var who = about.subject().value();
        audit.write(
                handle,
                line(event, actor, who, outcome)
                        .about(who)
                        .at(about.organisation().value(), where.value()));
    }

    void write(Handle handle, String event, Person actor, String target, UnitId where) {
        audit.write(
                handle,
                line(event, actor, target, "ok").at(actor.organisation().value(), where.value()));
    }

    /// What was tried of something that is not kept here.
    void writeTry(Handle handle, String event, Person actor, UnitId where, String outcome) {
        audit.write(
                handle,
                line(event, actor, AuditLine.NOBODY, outcome)
                        .at(actor.organisation().value(), where.value()));
    }

    void writeLook(Handle handle, String event, Person actor) {
        audit.write(handle, line(event, actor, AuditLine.NOBODY, "ok"));
    }

    private static AuditLine line(String event, Person actor, String target, String outcome) {
        return new AuditLine(event, actor.subject().value(), target, outcome)
                .as(actor.roleNames().stream().findFirst().orElse(AuditLine.NOBODY));
    }
}
