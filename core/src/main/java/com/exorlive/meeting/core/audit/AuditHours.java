package com.exorlive.meeting.core.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// The table `audit_hour`: how many lines of each kind in each hour. The sealer keeps it in the
/// transaction that moves the lines, holding the row of the chain, so that it never disagrees with
/// them and costs who writes nothing. Thread-safe: it has no state.
final class AuditHours {
    private static final long HOUR = Duration.ofHours(1).toSeconds();
    private static final String KINDS =
            "organisation, happened_hour, unit, event, role_name, is_refusal, is_break_glass";
    private static final String OF_LINES =
            "select " + KINDS + ", count(*) from audit_line group by " + KINDS;
    private static final String OF_HOURS = "select " + KINDS + ", lines from audit_hour";

    private AuditHours() {}

    static long hourOf(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), HOUR);
    }

    /// What is counted together.
    private record Kind(
            String organisation,
            long hour,
            String unit,
            String event,
            String role,
            boolean isRefusal,
            boolean isBreakGlass) {
        static Kind of(SealedLine sealed) {
            var line = sealed.line();
            return new Kind(
                    line.organisation(),
                    hourOf(sealed.at()),
                    line.unit(),
                    line.event(),
                    line.role(),
                    Marks.isRefusal(line),
                    Marks.isBreakGlass(line));
        }

        <S extends SqlStatement<S>> S bind(S statement, long lines) {
            return statement
                    .bind("organisation", organisation)
                    .bind("hour", hour)
                    .bind("unit", unit)
                    .bind("event", event)
                    .bind("role", role)
                    .bind("refusal", isRefusal)
                    .bind("breakGlass", isBreakGlass)
                    .bind("lines", lines);
        }
    }

    /// Counts lines that are being sealed. The caller holds the row of the chain.
    static void add(Handle handle, List<SealedLine> lines) {
        var counts = new LinkedHashMap<Kind, Long>();
        lines.forEach(line -> counts.merge(Kind.of(line), 1L, Long::sum));
        var kinds = List.copyOf(counts.entrySet());
        var updates =
                handle.prepareBatch(
                        "update audit_hour set lines = lines + :lines"
                                + " where organisation = :organisation and happened_hour = :hour"
                                + " and unit = :unit and event = :event and role_name = :role"
                                + " and is_refusal = :refusal and is_break_glass = :breakGlass");
        kinds.forEach(kind -> kind.getKey().bind(updates, kind.getValue()).add());
        var changed = updates.execute();
        var inserts =
                handle.prepareBatch(
                        "insert into audit_hour ("
                                + KINDS
                                + ", lines) values (:organisation, :hour, :unit, :event, :role,"
                                + " :refusal, :breakGlass, :lines)");
        for (var i = 0; i < changed.length; i++) {
            if (changed[i] == 0) {
                kinds.get(i).getKey().bind(inserts, kinds.get(i).getValue()).add();
            }
        }
        if (inserts.size() > 0) {
            inserts.execute();
        }
    }

    /// Whether all lines are counted, as far as their number tells. The caller holds the row of the
    /// chain, or nobody seals.
    static boolean isWhole(Handle handle, long length) {
        return handle.createQuery("select coalesce(sum(lines), 0) from audit_hour")
                        .mapTo(Long.class)
                        .one()
                == length;
    }

    /// Builds all totals from the lines. The caller holds the row of the chain.
    static void rebuild(Handle handle) {
        handle.execute("delete from audit_hour");
        handle.execute("insert into audit_hour (" + KINDS + ", lines) " + OF_LINES);
    }

    /// How many totals are not what the lines come to: reads every line.
    static long wrong(Handle handle) {
        return count(handle, OF_LINES + " except " + OF_HOURS)
                + count(handle, OF_HOURS + " except " + OF_LINES);
    }

    private static long count(Handle handle, String rows) {
        return handle.createQuery("select count(*) from (" + rows + ") as rows_of_one_side")
                .mapTo(Long.class)
                .one();
    }
}
