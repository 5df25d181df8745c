package com.exorlive.meeting.core.contactrecord;

import com.exorlive.meeting.core.clientaccount.AccountView;
import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactAccess;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.meeting.InviteRules;
import com.exorlive.meeting.core.meeting.Meeting;
import com.exorlive.meeting.core.meeting.MeetingStore;
import com.exorlive.meeting.core.meeting.Refusal;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.program.ProgramStore;
import com.exorlive.meeting.core.program.ProgramView;
import com.exorlive.meeting.core.program.ProgramViews;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// How a contact is shown to an instructor.
final class ContactViews {
    private ContactViews() {}

    record ProgramName(String name) {}

    record OpenMeeting(String id, boolean inviteeWaiting) {
        static OpenMeeting of(Meeting meeting) {
            return new OpenMeeting(meeting.id().value(), meeting.inviteePresent());
        }
    }

    /// Why the contact is open to whoever asks.
    ///
    /// @param kind `own`, `basis` or `closed`
    record AccessView(String kind, @Nullable String reason, @Nullable Instant until) {
        static AccessView of(ContactAccess access) {
            return switch (access) {
                case ContactAccess.Own _ -> new AccessView("own", null, null);
                case ContactAccess.ByBasis(var basis) ->
                        new AccessView("basis", basis.reason().wireName(), basis.until());
                case ContactAccess.Closed _, ContactAccess.OutOfReach _ ->
                        new AccessView("closed", null, null);
            };
        }
    }

    record ContactLine(
            String id,
            long number,
            @Nullable String name,
            @Nullable Integer birthYear,
            boolean hasAccount,
            AccessView access,
            @Nullable ProgramName program,
            @Nullable Instant lastMeetingAt,
            @Nullable OpenMeeting openMeeting) {}

    record Video(boolean allowed, @Nullable String refusal) {
        static Video of(Optional<Refusal> refusal) {
            return new Video(refusal.isEmpty(), refusal.map(Refusal::code).orElse(null));
        }
    }

    record MeetingLine(
            String id,
            String state,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {
        static MeetingLine of(Meeting meeting, Instant now) {
            return new MeetingLine(
                    meeting.id().value(),
                    meeting.state(now).wireName(),
                    meeting.createdAt(),
                    meeting.course().startedAt(),
                    meeting.course().endedAt());
        }
    }

    record Colleague(String sub, String name, String title) {
        static Colleague of(Person person) {
            return new Colleague(person.subject().value(), person.name(), person.title());
        }
    }

    record ContactView(
            String id,
            long number,
            int version,
            @Nullable String name,
            @Nullable Integer birthYear,
            @Nullable LocalDate birthDate,
            @Nullable Boolean atLeast16,
            boolean hasAccount,
            @Nullable AccountView account,
            @Nullable String phone,
            @Nullable String email,
            Colleague instructor,
            AccessView access,
            @Nullable ProgramView program,
            Video video,
            List<MeetingLine> meetings,
            @Nullable OpenMeeting openMeeting) {}

    /// The whole record, for somebody to whom it is open.
    static ContactView whole(
            Handle handle, Contact contact, Person viewer, ContactAccess access, Instant now) {
        var organisation = OrganisationStore.find(handle, contact.organisation()).orElseThrow();
        var host = viewer.subject();
        return new ContactView(
                contact.id().value(),
                contact.number(),
                contact.version(),
                contact.personal().name(),
                birthYear(contact),
                contact.personal().birthDate(),
                contact.isAtLeast16(),
                contact.hasAccount(),
                AccountView.of(handle, contact, now).orElse(null),
                contact.personal().phone(),
                contact.personal().email(),
                Colleague.of(PersonStore.get(handle, contact.instructor())),
                AccessView.of(access),
                ProgramViews.newest(handle, contact.id()).orElse(null),
                Video.of(InviteRules.refusal(organisation, contact, access.isOpen(), now)),
                MeetingStore.ofContact(handle, contact.id()).stream()
                        .map(meeting -> MeetingLine.of(meeting, now))
                        .toList(),
                MeetingStore.openOf(handle, contact.id(), host, now)
                        .map(OpenMeeting::of)
                        .orElse(null));
    }

    /// One line each for many contacts, in a handful of questions.
    static List<ContactLine> lines(Handle handle, List<Listed> listed, Person viewer, Instant now) {
        var ids = listed.stream().map(it -> it.contact().id()).toList();
        var programs = ProgramStore.names(handle, ids);
        var open = MeetingStore.openOfHost(handle, viewer.subject(), now);
        var last = MeetingStore.lastStarted(handle, viewer.subject());
        return listed.stream()
                .map(
                        it -> {
                            ContactId id = it.contact().id();
                            return new ContactLine(
                                    id.value(),
                                    it.contact().number(),
                                    it.contact().personal().name(),
                                    birthYear(it.contact()),
                                    it.contact().hasAccount(),
                                    AccessView.of(it.access()),
                                    Optional.ofNullable(programs.get(id))
                                            .map(ProgramName::new)
                                            .orElse(null),
                                    last.get(id),
                                    Optional.ofNullable(open.get(id))
                                            .map(OpenMeeting::of)
                                            .orElse(null));
                        })
                .toList();
    }

    record Listed(Contact contact, ContactAccess access) {}

    static @Nullable Integer birthYear(Contact contact) {
        return contact.birthDate().map(LocalDate::getYear).orElse(null);
    }
}
