package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.program.ProgramNews.Signal;
import com.exorlive.meeting.core.program.ProgramRights.Nearness;
import com.exorlive.meeting.core.program.ProgramView.Line;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// A contact's programs, and how one comes to be: made, or copied.
public final class ProgramListApi {
    private static final int MAX_PER_CONTACT = 200;

    private final Programs programs;
    private final ProgramMaker maker;

    public ProgramListApi(Programs programs) {
        this.programs = programs;
        this.maker = new ProgramMaker(programs);
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        var work = Permission.WORK_WITH_PROGRAMS;
        routes.get("/core/v1/contacts/{id}/programs", access.person(work, this::list))
                .post("/core/v1/contacts/{id}/programs", access.person(work, this::make))
                .post("/core/v1/programs/{id}/copy", access.person(work, this::copy))
                .get(
                        "/core/v1/me/programs",
                        access.person(Permission.READ_OWN_PROGRAM, this::mine));
    }

    record ProgramsView(List<Line> programs) {}

    record MakeBody(@Nullable String name, @Nullable String from) {}

    record CopyBody(@Nullable String name, boolean asTemplate) {}

    private Reply list(HttpCall call, Person person) {
        return programs.inTransaction(
                handle -> {
                    var contact = ContactId.parse(call.path("id"));
                    var refusal = refusal(handle, person, contact, "program-list");
                    return refusal.orElseGet(
                            () -> {
                                var views = new ProgramViews(handle);
                                var all = ProgramStore.ofContact(handle, contact.orElseThrow());
                                return Reply.json(
                                        200,
                                        new ProgramsView(all.stream().map(views::line).toList()));
                            });
                });
    }

    private Reply mine(HttpCall call, Person person) {
        return programs.inTransaction(
                handle -> {
                    var views = new ProgramViews(handle);
                    var all =
                            ContactStore.ofAccount(handle, person.subject()).stream()
                                    .map(Contact::id)
                                    .flatMap(it -> ProgramStore.ofContact(handle, it).stream())
                                    .sorted(Comparator.comparing(Program::updatedAt).reversed())
                                    .toList();
                    return Reply.json(
                            200, new ProgramsView(all.stream().map(views::line).toList()));
                });
    }

    private Reply make(HttpCall call, Person person) {
        var body = call.json(MakeBody.class);
        var name = name(body.name());
        if (name == null && body.from() == null) {
            throw ChangeBody.bad();
        }
        return programs.inTransaction(
                handle -> {
                    var contact = ContactId.parse(call.path("id"));
                    var refusal = refusal(handle, person, contact, "program-make");
                    if (refusal.isPresent()) {
                        return refusal.get();
                    }
                    if (ProgramStore.count(handle, contact.orElseThrow()) >= MAX_PER_CONTACT) {
                        return Reply.problem(409, "too-many");
                    }
                    return maker.make(
                            handle, person, contact.get(), name, Optional.ofNullable(body.from()));
                });
    }

    /// A new draft that says what it is a copy of. Whoever has the original open is told.
    private Reply copy(HttpCall call, Person person) {
        var body = call.json(CopyBody.class);
        var name = name(body.name());
        var done =
                programs.inTransaction(
                        handle ->
                                programs.find(handle, person, call.path("id"))
                                        .map(it -> copy(handle, person, it, name, body)));
        done.flatMap(Copied::tell).ifPresent(Runnable::run);
        return done.map(Copied::reply).orElseGet(ProgramApi::unknown);
    }

    private record Copied(Reply reply, Optional<Runnable> tell) {}

    private Copied copy(
            Handle handle, Person person, Program original, @Nullable String name, CopyBody body) {
        @Nullable ContactId contact = body.asTemplate() ? null : original.contact();
        if (contact != null && !programs.rights(handle, person, original).change()) {
            return new Copied(Reply.problem(403, "program-not-yours"), Optional.empty());
        }
        if (contact != null && ProgramStore.count(handle, contact) >= MAX_PER_CONTACT) {
            return new Copied(Reply.problem(409, "too-many"), Optional.empty());
        }
        var copy = maker.insert(handle, person, contact, name, Optional.of(original));
        return new Copied(
                maker.shown(handle, person, copy),
                Optional.ofNullable(contact)
                        .map(
                                _ ->
                                        () ->
                                                programs.tell(
                                                        original.id(),
                                                        new Signal.Copied(copy.id()))));
    }

    static @Nullable String name(@Nullable String name) {
        return name == null ? null : ChangeBody.text(name, ChangeBody.MAX_NAME);
    }

    private Optional<Reply> refusal(
            Handle handle, Person person, Optional<ContactId> contact, String event) {
        return switch (contact.map(it -> programs.nearness(handle, person, it))
                .orElse(Nearness.UNKNOWN)) {
            case FOLLOWS_UP -> {
                programs.write(handle, event, person, contact.orElseThrow(), "ok");
                yield Optional.empty();
            }
            case CLOSED, IS_THE_CONTACT -> {
                programs.write(handle, event, person, contact.orElseThrow(), "basis-needed");
                yield Optional.of(Reply.problem(403, "basis-needed"));
            }
            case UNKNOWN -> Optional.of(Reply.problem(404, "contact-unknown"));
        };
    }
}
