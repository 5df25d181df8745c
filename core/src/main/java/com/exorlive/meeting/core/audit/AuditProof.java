package com.exorlive.meeting.core.audit;

import com.exorlive.meeting.core.database.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One line with what proves that it is in the chain: a signed head, and the path from the line to
/// the head's root (RFC 6962 section 2.1.1). Tells nothing of any other line. Immutable.
public final class AuditProof {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SealedLine sealed;
    private final String note;
    private final List<String> path;

    /// @param note the oldest head that covers the line: it has been elsewhere the longest
    private AuditProof(SealedLine sealed, String note, List<String> path) {
        this.sealed = sealed;
        this.note = note;
        this.path = List.copyOf(path);
    }

    /// The line, if there is one, for whoever decides whether it may be shown.
    public static Optional<AuditLine> line(Handle handle, long seq) {
        return sealed(handle, seq).map(SealedLine::line);
    }

    /// Empty if no head covers the line yet, or if there is no such line.
    public static Optional<AuditProof> of(Handle handle, long seq) {
        return sealed(handle, seq)
                .flatMap(line -> head(handle, seq).map(head -> proof(handle, line, head)));
    }

    private static Optional<AuditHeads.Stored> head(Handle handle, long seq) {
        return handle.createQuery(
                        "select * from audit_head where length >= :seq"
                                + " order by signed_at limit 1")
                .bind("seq", seq)
                .map(
                        (row, _) ->
                                new AuditHeads.Stored(
                                        Times.read(row, "signed_at"),
                                        row.getLong("length"),
                                        row.getString("note")))
                .findOne();
    }

    private static AuditProof proof(Handle handle, SealedLine line, AuditHeads.Stored head) {
        var path = MerkleProofs.inclusion(new StoredTree(handle), line.seq() - 1, head.length());
        return new AuditProof(line, head.note(), path.stream().map(LineHash::text).toList());
    }

    private static Optional<SealedLine> sealed(Handle handle, long seq) {
        return handle.createQuery("select * from audit_line where seq = :seq")
                .bind("seq", seq)
                .map((row, _) -> SealedLine.read(row))
                .findOne();
    }

    /// As it is handed out; docs/audit.md says how it is checked.
    public Map<String, Object> json() {
        var line = sealed.line();
        var parts = new LinkedHashMap<String, Object>();
        parts.put("seq", sealed.seq());
        parts.put("at", sealed.at().toString());
        parts.put("node", sealed.node());
        parts.put("event", line.event());
        parts.put("actor", line.actor());
        parts.put("target", line.target());
        parts.put("outcome", line.outcome());
        parts.put("about", line.about());
        parts.put("organisation", line.organisation());
        parts.put("unit", line.unit());
        parts.put("reference", line.reference());
        parts.put("role", line.role());
        parts.put("previous", sealed.previous());
        parts.put("hash", sealed.hash());
        var whole = new LinkedHashMap<String, Object>();
        whole.put("line", parts);
        whole.put("note", note);
        whole.put("inclusion", path);
        return whole;
    }

    /// What the check of a proof comes to.
    sealed interface Verdict {
        record Good(SealedLine line, Head head) implements Verdict {}

        record Bad(String why) implements Verdict {}
    }

    /// Checks a proof as it was handed out, with nothing but the key.
    static Verdict check(String text, HeadVerifierKey key) {
        try {
            var json = JSON.readTree(text);
            var head = Head.read(json.path("note").asString(""), key);
            if (head.isEmpty()) {
                return new Verdict.Bad("its head is not signed by the key");
            }
            var sealed = read(json.path("line"));
            if (!sealed.isHashRight()) {
                return new Verdict.Bad(
                        "line " + sealed.seq() + " does not have its hash: it was changed");
            }
            var path =
                    json.path("inclusion")
                            .valueStream()
                            .map(it -> LineHash.bytes(it.asString()))
                            .toList();
            var isIncluded =
                    MerkleProofs.isIncluded(
                            LineHash.bytes(sealed.hash()),
                            sealed.seq() - 1,
                            head.get().length(),
                            path,
                            LineHash.bytes(head.get().root()));
            return isIncluded
                    ? new Verdict.Good(sealed, head.get())
                    : new Verdict.Bad("line " + sealed.seq() + " is not under its head");
        } catch (JacksonException | IllegalArgumentException | java.time.DateTimeException _) {
            return new Verdict.Bad("it is no proof");
        }
    }

    private static SealedLine read(JsonNode line) {
        return new SealedLine(
                line.path("seq").asLong(),
                Instant.parse(text(line, "at")),
                text(line, "node"),
                new AuditLine(
                        text(line, "event"),
                        text(line, "actor"),
                        text(line, "target"),
                        text(line, "outcome"),
                        text(line, "about"),
                        text(line, "organisation"),
                        text(line, "unit"),
                        text(line, "reference"),
                        text(line, "role")),
                text(line, "previous"),
                text(line, "hash"));
    }

    private static String text(JsonNode line, String name) {
        return line.path(name).asString("");
    }
}
