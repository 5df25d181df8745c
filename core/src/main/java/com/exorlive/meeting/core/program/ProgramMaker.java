package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.edge.Reply;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Keeps new programs, and shows them to who made them.
final class ProgramMaker {
    private final Programs programs;

    ProgramMaker(Programs programs) {
        this.programs = programs;
    }

    /// @param contact null for a template
    /// @param from what to copy, which must be there for this person to see
    Reply make(
            Handle handle,
            Person person,
            @Nullable ContactId contact,
            @Nullable String name,
            Optional<String> from) {
        var original = from.flatMap(it -> programs.find(handle, person, it));
        if (from.isPresent() && original.isEmpty()) {
            return ProgramApi.unknown();
        }
        return shown(handle, person, insert(handle, person, contact, name, original));
    }

    Program insert(
            Handle handle,
            Person person,
            @Nullable ContactId contact,
            @Nullable String name,
            Optional<Program> original) {
        var now = programs.clock().instant();
        var program = ProgramMaking.make(person, contact, name, original, now);
        ProgramStore.insert(handle, program);
        programs.write(handle, "program-make", person, program);
        return program;
    }

    Reply shown(Handle handle, Person person, Program made) {
        var rights = programs.rights(handle, person, made);
        return Reply.json(201, ProgramApi.open(new ProgramViews(handle), made, rights));
    }
}
