package com.exorlive.meeting.core.program;

import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Who else sees or edits a template: the table `template_share`, and what the creator's unit may.
final class ShareStore {
    private ShareStore() {}

    /// How far a template is open to somebody who did not make it.
    enum Openness {
        NONE,
        VISIBLE,
        EDITABLE;

        String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        static Optional<Openness> of(String wireName) {
            return Arrays.stream(values()).filter(it -> it.wireName().equals(wireName)).findFirst();
        }
    }

    /// One colleague.
    record Share(Subject subject, boolean editable) {}

    /// @param near whether the person works in the creator's unit or below
    static Openness openness(Handle handle, Person person, Program template, boolean near) {
        var named =
                handle.createQuery(
                                "select editable from template_share"
                                        + " where program_id = :id and subject = :subject")
                        .bind("id", template.id().value())
                        .bind("subject", person.subject().value())
                        .mapTo(Boolean.class)
                        .findOne()
                        .map(editable -> editable ? Openness.EDITABLE : Openness.VISIBLE)
                        .orElse(Openness.NONE);
        var unit = near ? unit(handle, template.id()) : Openness.NONE;
        return named.compareTo(unit) > 0 ? named : unit;
    }

    static Openness unit(Handle handle, ProgramId template) {
        return handle.createQuery("select unit_sharing from program where id = :id")
                .bind("id", template.value())
                .mapTo(String.class)
                .findOne()
                .flatMap(Openness::of)
                .orElse(Openness.NONE);
    }

    static List<Share> people(Handle handle, ProgramId template) {
        return handle.createQuery(
                        "select subject, editable from template_share where program_id = :id"
                                + " order by subject")
                .bind("id", template.value())
                .map(
                        (row, _) ->
                                new Share(
                                        new Subject(row.getString("subject")),
                                        row.getBoolean("editable")))
                .list();
    }

    static void replace(Handle handle, ProgramId template, Openness unit, List<Share> people) {
        handle.createUpdate("update program set unit_sharing = :unit where id = :id")
                .bind("unit", unit.wireName())
                .bind("id", template.value())
                .execute();
        handle.createUpdate("delete from template_share where program_id = :id")
                .bind("id", template.value())
                .execute();
        for (var share : people) {
            handle.createUpdate(
                            "insert into template_share (program_id, subject, editable)"
                                    + " values (:id, :subject, :editable)")
                    .bind("id", template.value())
                    .bind("subject", share.subject().value())
                    .bind("editable", share.editable())
                    .execute();
        }
    }
}
