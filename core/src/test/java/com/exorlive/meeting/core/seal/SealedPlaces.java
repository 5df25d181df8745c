package com.exorlive.meeting.core.seal;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Opens every sealed text of a database with whatever keys it holds: as somebody would who has
/// the database, the master key and time.
public final class SealedPlaces {
    private SealedPlaces() {}

    /// Which column of which row it is, and whose key opens it.
    private record Sealed(String owner, Place place, String text) {}

    public static List<String> opened(Handle handle) {
        var all = new ArrayList<Sealed>();
        add(
                handle,
                all,
                "select id as owner, 'contact' as t, id as r, 'personal' as c, version as v,"
                        + " personal as s from contact where personal is not null");
        add(
                handle,
                all,
                "select subject as owner, 'person' as t, subject as r, 'name' as c, 1 as v,"
                        + " name as s from person");
        add(
                handle,
                all,
                "select contact_id as owner, 'access_basis' as t, id as r, 'remark' as c,"
                        + " 1 as v, remark as s from access_basis where remark is not null");
        for (var column : List.of("content", "changes")) {
            add(
                    handle,
                    all,
                    "select coalesce(p.contact_id, p.creator) as owner, 'program' as t,"
                            + " p.id as r, '"
                            + column
                            + "' as c, x.version as v, x."
                            + column
                            + " as s from program_version x join program p on p.id = x.program_id");
        }
        for (var column : List.of("origin", "strike_reason")) {
            add(
                    handle,
                    all,
                    "select coalesce(contact_id, creator) as owner, 'program' as t, id as r, '"
                            + column
                            + "' as c, 1 as v, "
                            + column
                            + " as s from program where "
                            + column
                            + " is not null");
        }
        var texts = new ArrayList<String>();
        for (var it : all) {
            Seals.of(handle)
                    .key(handle, it.owner())
                    .ifPresent(key -> texts.add(key.open(it.place(), it.text())));
        }
        return texts;
    }

    private static void add(Handle handle, List<Sealed> all, String sql) {
        handle.createQuery(sql)
                .map(
                        (row, _) ->
                                new Sealed(
                                        row.getString("owner"),
                                        new Place(
                                                row.getString("t"),
                                                row.getString("r"),
                                                row.getString("c"),
                                                row.getInt("v")),
                                        row.getString("s")))
                .forEach(all::add);
    }
}
