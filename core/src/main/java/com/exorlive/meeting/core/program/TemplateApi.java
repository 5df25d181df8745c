package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Role;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.program.ProgramView.SignatureView;
import com.exorlive.meeting.core.program.ProgramView.StrikeView;
import com.exorlive.meeting.core.program.ShareStore.Openness;
import com.exorlive.meeting.core.program.ShareStore.Share;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Templates: programs that are bound to nobody. The creator chooses who else sees or edits one.
public final class TemplateApi {
    private static final int MAX_PEOPLE = 100;
    private static final int MAX_TEMPLATES = 500;

    private final Programs programs;
    private final ProgramMaker maker;

    public TemplateApi(Programs programs) {
        this.programs = programs;
        this.maker = new ProgramMaker(programs);
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        var work = Permission.WORK_WITH_PROGRAMS;
        routes.get("/core/v1/templates", access.person(work, this::list))
                .post("/core/v1/templates", access.person(work, this::make))
                .route("PUT", "/core/v1/templates/{id}/sharing", access.person(work, this::share))
                .get("/core/v1/me/colleagues", access.person(work, this::colleagues));
    }

    record ShareView(String subject, String name, boolean editable) {}

    record SharingView(String unit, List<ShareView> people) {}

    record TemplateLine(
            String id,
            String name,
            int version,
            String state,
            @Nullable String contactId,
            int exerciseCount,
            List<String> drawings,
            String createdBy,
            Instant updatedAt,
            @Nullable SignatureView signed,
            @Nullable StrikeView struck,
            boolean mine,
            boolean editable,
            SharingView sharing) {}

    record TemplatesView(List<TemplateLine> templates) {}

    record ShareBody(@Nullable String subject, boolean editable) {}

    record SharingBody(@Nullable String unit, @Nullable List<@Nullable ShareBody> people) {}

    record Colleague(String subject, String name, String title) {}

    record ColleaguesView(List<Colleague> colleagues) {}

    private Reply list(HttpCall call, Person person) {
        return programs.inTransaction(
                handle -> {
                    var views = new ProgramViews(handle);
                    var lines = new ArrayList<TemplateLine>();
                    for (var template : ProgramStore.templates(handle, person.organisation())) {
                        var rights = programs.rights(handle, person, template);
                        if (rights.see()) {
                            lines.add(line(handle, views, template, rights));
                        }
                    }
                    lines.sort(Comparator.comparing(TemplateLine::name));
                    return Reply.json(200, new TemplatesView(lines));
                });
    }

    private static TemplateLine line(
            Handle handle, ProgramViews views, Program template, ProgramRights rights) {
        var line = views.line(template);
        return new TemplateLine(
                line.id(),
                line.name(),
                line.version(),
                line.state(),
                null,
                line.exerciseCount(),
                line.drawings(),
                line.createdBy(),
                line.updatedAt(),
                line.signed(),
                line.struck(),
                rights.own(),
                rights.change(),
                sharing(handle, views, template.id()));
    }

    private static SharingView sharing(Handle handle, ProgramViews views, ProgramId template) {
        return new SharingView(
                ShareStore.unit(handle, template).wireName(),
                ShareStore.people(handle, template).stream()
                        .map(
                                it ->
                                        new ShareView(
                                                it.subject().value(),
                                                views.name(it.subject()),
                                                it.editable()))
                        .toList());
    }

    private Reply make(HttpCall call, Person person) {
        var body = call.json(ProgramListApi.MakeBody.class);
        var name = ProgramListApi.name(body.name());
        if (name == null && body.from() == null) {
            throw ChangeBody.bad();
        }
        return programs.inTransaction(
                handle ->
                        ProgramStore.countTemplates(handle, person.subject()) >= MAX_TEMPLATES
                                ? Reply.problem(409, "too-many")
                                : maker.make(
                                        handle,
                                        person,
                                        null,
                                        name,
                                        Optional.ofNullable(body.from())));
    }

    private Reply share(HttpCall call, Person person) {
        var body = call.json(SharingBody.class);
        var unit = Openness.of(body.unit() == null ? "" : body.unit()).orElseThrow(ChangeBody::bad);
        var people = people(body.people());
        return programs.inTransaction(
                handle -> {
                    var found =
                            programs.find(handle, person, call.path("id"))
                                    .filter(Program::isTemplate);
                    if (found.isEmpty()) {
                        return ProgramApi.unknown();
                    }
                    var template = found.get();
                    if (!programs.rights(handle, person, template).own()) {
                        return Reply.problem(403, "program-not-yours");
                    }
                    if (!people.stream().allMatch(it -> isColleague(handle, person, it))) {
                        return Reply.problem(404, "person-unknown");
                    }
                    ShareStore.replace(handle, template.id(), unit, people);
                    programs.write(handle, "template-share", person, template);
                    return Reply.json(
                            200, sharing(handle, new ProgramViews(handle), template.id()));
                });
    }

    private static List<Share> people(@Nullable List<@Nullable ShareBody> bodies) {
        if (bodies == null || bodies.size() > MAX_PEOPLE) {
            throw ChangeBody.bad();
        }
        var shares = new ArrayList<Share>();
        var seen = new HashSet<String>();
        for (var body : bodies) {
            if (body == null
                    || body.subject() == null
                    || !Subject.isOne(body.subject())
                    || !seen.add(body.subject())) {
                throw ChangeBody.bad();
            }
            shares.add(new Share(new Subject(body.subject()), body.editable()));
        }
        return shares;
    }

    private static boolean isColleague(Handle handle, Person person, Share share) {
        return PersonStore.find(handle, share.subject())
                .filter(it -> it.organisation().equals(person.organisation()))
                .filter(it -> it.has(Role.INSTRUCTOR))
                .isPresent();
    }

    private Reply colleagues(HttpCall call, Person person) {
        return programs.inTransaction(
                handle ->
                        Reply.json(
                                200,
                                new ColleaguesView(
                                        PersonStore.withRole(
                                                        handle,
                                                        person.organisation(),
                                                        Role.INSTRUCTOR)
                                                .stream()
                                                .filter(
                                                        it ->
                                                                !it.subject()
                                                                        .equals(person.subject()))
                                                .map(
                                                        it ->
                                                                new Colleague(
                                                                        it.subject().value(),
                                                                        it.name(),
                                                                        it.title()))
                                                .toList())));
    }
}
