package com.exorlive.meeting.core.training;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.access.Permission;
import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.contact.ContactStore;
import com.exorlive.meeting.core.database.Database;
import com.exorlive.meeting.core.exercise.Dose;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.program.ClientPrograms;
import com.exorlive.meeting.core.program.ClientPrograms.Planned;
import com.exorlive.meeting.core.program.ProgramId;
import com.exorlive.meeting.core.program.ProgramNews;
import com.exorlive.meeting.core.program.ProgramNews.Signal;
import com.exorlive.meeting.edge.HttpCall;
import com.exorlive.meeting.edge.HttpRoutes;
import com.exorlive.meeting.edge.ProblemException;
import com.exorlive.meeting.edge.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// A client logs a set as done, or takes it back, in a meeting or at home. Sending the same set
/// again changes nothing, so that a page may try until it is told. Who has the program open sees it
/// at once.
public final class TrainingLogApi {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{16,40}");
    private static final int MAX_SET = 50;
    private static final int MAX_A_DAY = 500;
    private static final Duration OLDEST = Duration.ofDays(7);

    /// Clocks of phones are wrong by as much.
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Database database;
    private final AuditLog audit;
    private final ProgramNews news;
    private final InstantSource clock;

    public TrainingLogApi(
            Database database, AuditLog audit, ProgramNews news, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.news = news;
        this.clock = clock;
    }

    public void addTo(HttpRoutes.Builder routes, Access access) {
        var log = Permission.LOG_TRAINING;
        routes.post("/core/v1/me/training", access.person(log, this::done))
                .route("DELETE", "/core/v1/me/training/{id}", access.person(log, this::undo));
    }

    record SetBody(
            @Nullable String id,
            @Nullable String program,
            @Nullable String entry,
            int set,
            @Nullable Integer reps,
            @Nullable Integer holdSeconds,
            @Nullable Double loadKg,
            @Nullable Instant doneAt,
            boolean inMeeting) {}

    private record Kept(Reply reply, Optional<TrainingSet.View> news) {}

    private Reply done(HttpCall call, Person person) {
        var body = call.json(SetBody.class);
        var now = clock.instant();
        var amount = amount(body);
        var id = body.id();
        var program = body.program();
        var entry = body.entry();
        var doneAt = body.doneAt();
        if (id == null
                || !ID.matcher(id).matches()
                || program == null
                || entry == null
                || body.set() < 1
                || body.set() > MAX_SET
                || doneAt == null
                || doneAt.isBefore(now.minus(OLDEST))
                || doneAt.isAfter(now.plus(SKEW))) {
            throw new ProblemException(400, "bad-request");
        }
        var kept =
                database.inTransaction(
                        handle ->
                                ClientPrograms.entry(handle, person, program, entry)
                                        .map(
                                                it ->
                                                        keep(
                                                                handle,
                                                                person,
                                                                it,
                                                                set(body, id, doneAt, amount, it)))
                                        .orElseGet(
                                                () ->
                                                        new Kept(
                                                                Reply.problem(
                                                                        404, "program-unknown"),
                                                                Optional.empty())));
        kept.news().ifPresent(this::tell);
        return kept.reply();
    }

    /// The bounds of a dose are those of what was done.
    private static TrainingSet.Amount amount(SetBody body) {
        try {
            var dose = new Dose(null, body.reps(), body.holdSeconds(), null, body.loadKg(), false);
            return new TrainingSet.Amount(dose.reps(), dose.holdSeconds(), dose.loadKg());
        } catch (IllegalArgumentException _) {
            throw new ProblemException(400, "bad-request");
        }
    }

    private static TrainingSet set(
            SetBody body, String id, Instant doneAt, TrainingSet.Amount amount, Planned planned) {
        return new TrainingSet(
                id,
                planned.program().value(),
                planned.entry(),
                planned.exercise().value(),
                planned.name(),
                body.set(),
                amount,
                planned.dose().sets(),
                doneAt,
                body.inMeeting());
    }

    private Kept keep(Handle handle, Person person, Planned planned, TrainingSet set) {
        var contact = planned.contact();
        // One page's tries come one after another, so that the second finds the first.
        ContactStore.lock(handle, person.organisation(), contact);
        var before = TrainingStore.find(handle, contact, set.id());
        if (before.isPresent()) {
            return new Kept(Reply.json(200, before.get().view(false)), Optional.empty());
        }
        if (TrainingStore.wasThere(handle, contact, set.id())) {
            return new Kept(Reply.problem(409, "id-taken"), Optional.empty());
        }
        if (planned.isStruck()) {
            return new Kept(Reply.problem(409, "program-struck"), Optional.empty());
        }
        var now = clock.instant();
        if (TrainingStore.countSince(handle, contact, now.minus(Duration.ofDays(1))) >= MAX_A_DAY) {
            return new Kept(Reply.problem(409, "too-many"), Optional.empty());
        }
        TrainingStore.insert(handle, contact, set, now);
        write(handle, "training-log", person, contact);
        return new Kept(Reply.json(201, set.view(false)), Optional.of(set.view(false)));
    }

    private Reply undo(HttpCall call, Person person) {
        var id = call.path("id");
        var undone =
                database.inTransaction(
                        handle ->
                                ContactStore.ofAccount(handle, person.subject()).stream()
                                        .map(Contact::id)
                                        .flatMap(it -> undo(handle, person, it, id).stream())
                                        .toList());
        undone.forEach(this::tell);
        return Reply.noContent();
    }

    private List<TrainingSet.View> undo(
            Handle handle, Person person, ContactId contact, String id) {
        var found = TrainingStore.find(handle, contact, id);
        if (found.isEmpty()) {
            return List.of();
        }
        TrainingStore.undo(handle, contact, id);
        write(handle, "training-undo", person, contact);
        return List.of(found.get().view(true));
    }

    private void tell(TrainingSet.View set) {
        news.tell(new ProgramId(set.program()), new Signal.Trained(set));
    }

    private void write(Handle handle, String event, Person person, ContactId contact) {
        audit.write(
                handle,
                new AuditLine(event, person.subject().value(), contact.value(), "ok")
                        .about(contact.value()));
    }
}
