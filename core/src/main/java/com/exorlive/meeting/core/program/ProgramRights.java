package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.access.Reach;
import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactAccess;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Role;
import com.exorlive.meeting.core.program.ProgramState.Draft;
import com.exorlive.meeting.core.program.ProgramState.Signed;
import com.exorlive.meeting.core.program.ShareStore.Openness;
import com.exorlive.meeting.core.unit.UnitStore;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/// What one person may do with one program, whatever state it is in: see it, change it, decide over
/// it as its creator does, and delete it. Nothing across organisations.
record ProgramRights(boolean see, boolean change, boolean own, boolean delete) {
    private static final ProgramRights NONE = new ProgramRights(false, false, false, false);
    private static final ProgramRights READER = new ProgramRights(true, false, false, false);

    /// How near a person is to a contact.
    enum Nearness {
        /// No such contact, or another organisation's.
        UNKNOWN,
        /// A colleague's, and not opened.
        CLOSED,
        FOLLOWS_UP,
        IS_THE_CONTACT
    }

    static Nearness nearness(Handle handle, Person person, ContactId contact, Instant now) {
        return ContactStore.find(handle, person.organisation(), contact)
                .map(it -> nearness(handle, it, person, now))
                .orElse(Nearness.UNKNOWN);
    }

    private static Nearness nearness(Handle handle, Contact contact, Person person, Instant now) {
        if (contact.account().filter(person.subject()::equals).isPresent()) {
            return Nearness.IS_THE_CONTACT;
        }
        return switch (ContactAccess.of(handle, contact, person, now)) {
            case ContactAccess.Own _, ContactAccess.ByBasis _ -> Nearness.FOLLOWS_UP;
            case ContactAccess.Closed _ -> Nearness.CLOSED;
            case ContactAccess.OutOfReach _ -> Nearness.UNKNOWN;
        };
    }

    static ProgramRights of(Handle handle, Person person, Program program, Instant now) {
        if (!program.organisation().equals(person.organisation())) {
            return NONE;
        }
        boolean creator = program.creator().equals(person.subject());
        return program.forContact()
                .map(
                        contact ->
                                switch (nearness(handle, person, contact, now)) {
                                    case UNKNOWN, CLOSED ->
                                            ofAdministrator(handle, person, program);
                                    case IS_THE_CONTACT -> READER;
                                    case FOLLOWS_UP -> new ProgramRights(true, true, creator, true);
                                })
                .orElseGet(() -> ofTemplate(handle, person, program, creator));
    }

    /// Who has left leaves drafts behind. Deleting one does not take reading it (AD-05).
    private static ProgramRights ofAdministrator(Handle handle, Person person, Program program) {
        var tree = UnitStore.tree(handle, person.organisation());
        var place = PersonStore.get(handle, program.creator()).unit();
        return Reach.of(person, Permission.DELETE_DRAFTS, tree).covers(place)
                ? new ProgramRights(false, false, false, true)
                : NONE;
    }

    private static ProgramRights ofTemplate(
            Handle handle, Person person, Program template, boolean creator) {
        if (creator) {
            return new ProgramRights(true, true, true, true);
        }
        var tree = UnitStore.tree(handle, person.organisation());
        var place = PersonStore.get(handle, template.creator()).unit();
        boolean decides = Reach.of(person, Permission.DECIDE_OVER_TEMPLATES, tree).covers(place);
        var openness =
                person.has(Role.INSTRUCTOR)
                        ? ShareStore.openness(
                                handle,
                                person,
                                template,
                                tree.within(place).contains(person.unit()))
                        : Openness.NONE;
        return new ProgramRights(
                decides || openness != Openness.NONE,
                openness == Openness.EDITABLE,
                decides,
                decides);
    }

    /// What may be done with it as it stands.
    Permissions permissions(Program program) {
        boolean draft = program.state() instanceof Draft;
        boolean signed = program.state() instanceof Signed;
        boolean template = program.isTemplate();
        return new Permissions(
                change && draft,
                change && draft && !program.content().exercises().isEmpty(),
                change && signed && !template,
                own && signed && template,
                delete && (template || draft),
                own && template,
                change);
    }

    /// Named as the API names them.
    record Permissions(
            boolean change,
            boolean sign,
            boolean strike,
            boolean unlock,
            boolean delete,
            boolean share,
            boolean copy) {}
}
