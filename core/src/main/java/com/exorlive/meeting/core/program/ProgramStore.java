package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.contact.ContactId;
import com.exorlive.meeting.core.database.Times;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.program.ProgramState.Draft;
import com.exorlive.meeting.core.program.ProgramState.Signed;
import com.exorlive.meeting.core.program.ProgramState.Struck;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/// The table `program`: each one as it is now. What it says is in its newest version.
public final class ProgramStore {
    /// More than a contact or an organisation has; the newest are shown.
    static final int MAX_LISTED = 500;

    private static final String SELECT =
            "select p.*, v.content from program p"
                    + " join program_version v on v.program_id = p.id and v.version = p.version ";

    private ProgramStore() {}

    /// Begins a program, with its first version.
    public static void insert(Handle handle, Program program) {
        var seal = ProgramSeal.required(handle, program);
        fields(
                        handle.createUpdate(
                                "insert into program (id, organisation_id, contact_id, creator,"
                                        + " origin, version, updated_at, state, signed_by, signed_at,"
                                        + " struck_by, struck_at, strike_reason, unit_sharing)"
                                        + " values (:id, :organisation, :contact, :creator,"
                                        + " :origin, :version, :updated, :state, :signedBy,"
                                        + " :signedAt, :struckBy, :struckAt, :reason, 'none')"),
                        program,
                        seal)
                .bind("organisation", program.organisation().value())
                .bind("contact", program.forContact().map(ContactId::value).orElse(null))
                .bind("creator", program.creator().value())
                .bind("origin", program.origin().map(seal::origin).orElse(null))
                .execute();
        var made = List.of(AppliedChange.of(AppliedChange.MADE));
        var step = new ProgramStep(program.version(), program.creator(), program.updatedAt(), made);
        StepStore.insert(handle, program, step);
    }

    /// Brings in the next version. Only onto the one before it: whoever was overtaken has a bug.
    static void step(Handle handle, Program next, ProgramStep step) {
        var seal = ProgramSeal.required(handle, next);
        int updated =
                fields(
                                handle.createUpdate(
                                        "update program set version = :version,"
                                                + " updated_at = :updated, state = :state,"
                                                + " signed_by = :signedBy, signed_at = :signedAt,"
                                                + " struck_by = :struckBy, struck_at = :struckAt,"
                                                + " strike_reason = :reason"
                                                + " where id = :id and version = :before"),
                                next,
                                seal)
                        .bind("before", next.version() - 1)
                        .execute();
        if (updated != 1) {
            throw new IllegalStateException("a program was changed without its lock");
        }
        StepStore.insert(handle, next, step);
    }

    private static <T extends SqlStatement<T>> T fields(
            T statement, Program program, ProgramSeal seal) {
        @Nullable Signed signed =
                switch (program.state()) {
                    case Draft _ -> null;
                    case Signed it -> it;
                    case Struck it -> it.signature();
                };
        @Nullable Struck struck = program.state() instanceof Struck it ? it : null;
        return statement
                .bind("id", program.id().value())
                .bind("version", program.version())
                .bind("updated", Times.write(program.updatedAt()))
                .bind("state", program.state().wireName())
                .bind("signedBy", signed == null ? null : signed.by().value())
                .bind("signedAt", signed == null ? null : Times.write(signed.at()))
                .bind("struckBy", struck == null ? null : struck.by().value())
                .bind("struckAt", struck == null ? null : Times.write(struck.at()))
                .bind("reason", struck == null ? null : seal.reason(struck.reason()));
    }

    static Optional<Program> find(Handle handle, OrganisationId organisation, ProgramId id) {
        return ProgramRow.openOne(
                handle,
                handle.createQuery(
                                SELECT + "where p.id = :id and p.organisation_id = :organisation")
                        .bind("id", id.value())
                        .bind("organisation", organisation.value()));
    }

    /// Like `find`, and holds the row until the transaction ends: one step at a time.
    static Optional<Program> lock(Handle handle, OrganisationId organisation, ProgramId id) {
        handle.createQuery("select version from program where id = :id for update")
                .bind("id", id.value())
                .mapTo(Integer.class)
                .findOne();
        return find(handle, organisation, id);
    }

    static void delete(Handle handle, ProgramId id) {
        handle.createUpdate("delete from program where id = :id").bind("id", id.value()).execute();
    }

    /// The newest first, struck ones too.
    static List<Program> ofContact(Handle handle, ContactId contact) {
        return ProgramRow.open(
                handle,
                handle.createQuery(
                                SELECT
                                        + "where p.contact_id = :contact"
                                        + " order by p.updated_at desc, p.id limit :limit")
                        .bind("contact", contact.value())
                        .bind("limit", MAX_LISTED));
    }

    /// Without a limit.
    static List<Program> all(Handle handle, ContactId contact) {
        return ProgramRow.open(
                handle,
                handle.createQuery(SELECT + "where p.contact_id = :contact order by p.id")
                        .bind("contact", contact.value()));
    }

    static List<Program> templatesOf(Handle handle, Subject creator) {
        return ProgramRow.open(
                handle,
                handle.createQuery(
                                SELECT
                                        + "where p.creator = :creator and p.contact_id is null"
                                        + " order by p.id")
                        .bind("creator", creator.value()));
    }

    /// The next ids in their order, of templates too.
    static List<String> page(Handle handle, OrganisationId organisation, String after) {
        return handle.createQuery(
                        "select id from program where organisation_id = :organisation"
                                + " and id > :after order by id limit :limit")
                .bind("organisation", organisation.value())
                .bind("after", after)
                .bind("limit", MAX_LISTED)
                .mapTo(String.class)
                .list();
    }

    static List<Program> withIds(Handle handle, List<String> ids) {
        return ProgramRow.open(
                handle, handle.createQuery(SELECT + "where p.id in (<ids>)").bindList("ids", ids));
    }

    /// Drafts for contacts that this person made, those first that have lain longest.
    static List<Program> draftsBy(Handle handle, Subject creator, int limit) {
        return ProgramRow.open(
                handle,
                handle.createQuery(
                                SELECT
                                        + "where p.creator = :creator and p.state = 'draft'"
                                        + " and p.contact_id is not null"
                                        + " order by p.updated_at, p.id limit :limit")
                        .bind("creator", creator.value())
                        .bind("limit", limit));
    }

    /// The contact's newest program that is not struck.
    static Optional<Program> newest(Handle handle, ContactId contact) {
        return ProgramRow.openOne(
                handle,
                handle.createQuery(
                                SELECT
                                        + "where p.contact_id = :contact and p.state <> 'struck'"
                                        + " order by p.updated_at desc, p.id limit 1")
                        .bind("contact", contact.value()));
    }

    /// What a program was when it was signed.
    ///
    /// @param name empty if the key that sealed it has been destroyed
    public record SignedThen(String name, int version, Instant at) {}

    /// The contact's program that was signed last in this time, struck since or not.
    public static Optional<SignedThen> signed(
            Handle handle, ContactId contact, Instant from, Instant to) {
        return handle.createQuery(
                        "select id, version, state, signed_at from program"
                                + " where contact_id = :contact and signed_at >= :from"
                                + " and signed_at <= :to order by signed_at desc, id limit 1")
                .bind("contact", contact.value())
                .bind("from", Times.write(from))
                .bind("to", Times.write(to))
                .map(
                        (row, _) ->
                                new SignedThen(
                                        name(handle, row.getString("id")),
                                        // Nothing but striking follows a signature.
                                        row.getInt("version")
                                                - (row.getString("state").equals("struck") ? 1 : 0),
                                        Times.read(row, "signed_at")))
                .findOne();
    }

    private static String name(Handle handle, String id) {
        return ProgramRow.openOne(
                        handle, handle.createQuery(SELECT + "where p.id = :id").bind("id", id))
                .map(it -> it.content().name())
                .orElse("");
    }

    static int count(Handle handle, ContactId contact) {
        return handle.createQuery("select count(*) from program where contact_id = :contact")
                .bind("contact", contact.value())
                .mapTo(Integer.class)
                .one();
    }

    static int countTemplates(Handle handle, Subject creator) {
        return handle.createQuery(
                        "select count(*) from program"
                                + " where creator = :creator and contact_id is null")
                .bind("creator", creator.value())
                .mapTo(Integer.class)
                .one();
    }

    /// The names of the newest programs of many contacts in one question.
    public static Map<ContactId, String> names(Handle handle, List<ContactId> contacts) {
        if (contacts.isEmpty()) {
            return Map.of();
        }
        return ProgramRow.open(
                        handle,
                        handle.createQuery(
                                        SELECT
                                                + "where p.contact_id in (<contacts>) and p.state <> 'struck'"
                                                + " order by p.updated_at, p.id desc")
                                .bindList(
                                        "contacts",
                                        contacts.stream().map(ContactId::value).toList()))
                .stream()
                .collect(
                        Collectors.toMap(
                                it -> it.forContact().orElseThrow(),
                                it -> it.content().name(),
                                (_, newer) -> newer));
    }

    /// An organisation's templates.
    static List<Program> templates(Handle handle, OrganisationId organisation) {
        return ProgramRow.open(
                handle,
                handle.createQuery(
                                SELECT
                                        + "where p.organisation_id = :organisation and p.contact_id is null"
                                        + " order by p.updated_at desc, p.id limit :limit")
                        .bind("organisation", organisation.value())
                        .bind("limit", MAX_LISTED));
    }
}
