package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.seal.PersonKey;
import com.exorlive.meeting.core.seal.Place;
import com.exorlive.meeting.core.seal.Seals;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Seals what a program says, and what was said when it was changed or struck, under the key of the
/// contact whose it is, or of a template's creator: who is erased takes it with them.
final class ProgramSeal {
    private final PersonKey key;
    private final String program;

    private ProgramSeal(PersonKey key, String program) {
        this.key = key;
        this.program = program;
    }

    /// Whose key it is.
    static String owner(@Nullable ContactId contact, Subject creator) {
        return contact == null ? creator.value() : contact.value();
    }

    static String owner(Program program) {
        return owner(program.contact(), program.creator());
    }

    /// @return empty if the key has been destroyed
    static Optional<ProgramSeal> of(Handle handle, Program program) {
        return Seals.of(handle)
                .key(handle, owner(program))
                .map(key -> new ProgramSeal(key, program.id().value()));
    }

    /// For writing, which nobody does for who was erased.
    static ProgramSeal required(Handle handle, Program program) {
        return of(handle, program)
                .orElseThrow(() -> new IllegalStateException("a program of somebody erased"));
    }

    /// By owner, in one question; those whose key was destroyed are not there.
    static Map<String, PersonKey> keys(Handle handle, Collection<String> owners) {
        return Seals.of(handle).keys(handle, owners);
    }

    static ProgramSeal with(PersonKey key, String program) {
        return new ProgramSeal(key, program);
    }

    String content(int version, ProgramContent content) {
        return key.seal(place("content", version), ProgramJson.write(content));
    }

    ProgramContent content(int version, String sealed) {
        return ProgramJson.content(key.open(place("content", version), sealed));
    }

    String changes(int version, List<AppliedChange> changes) {
        return key.seal(place("changes", version), ProgramJson.write(changes));
    }

    List<AppliedChange> changes(int version, String sealed) {
        return ProgramJson.changes(key.open(place("changes", version), sealed));
    }

    String origin(Program.Origin origin) {
        return key.seal(place("origin", 1), ProgramJson.write(origin));
    }

    Program.Origin origin(String sealed) {
        return ProgramJson.origin(key.open(place("origin", 1), sealed));
    }

    String reason(String reason) {
        return key.seal(place("strike_reason", 1), reason);
    }

    String openReason(String sealed) {
        return key.open(place("strike_reason", 1), sealed);
    }

    private Place place(String column, int version) {
        return new Place("program", program, column, version);
    }

    static List<String> owners(Collection<ProgramRow> rows) {
        return rows.stream().map(ProgramRow::owner).collect(Collectors.toSet()).stream().toList();
    }
}
