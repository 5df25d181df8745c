package com.exorlive.meeting.core.erasure;

import com.exorlive.meeting.core.contact.AccessBasis;
import com.exorlive.meeting.core.contact.AccessBasisStore;
import com.exorlive.meeting.core.contact.Contact;
import com.exorlive.meeting.core.program.ProgramExport;
import com.exorlive.meeting.core.signin.CredentialStore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Everything that is kept about one contact, as the person may have it (GDPR articles 15 and 20).
///
/// @param programs with every version, every dose and every comment
/// @param rows of every other table that names the contact, as they are
record Export(
        String id,
        long number,
        @Nullable String name,
        @Nullable LocalDate birthDate,
        @Nullable String phone,
        @Nullable String email,
        @Nullable Boolean atLeast16,
        String instructor,
        List<String> signsInAs,
        List<Opened> opened,
        List<ProgramExport> programs,
        Map<String, List<Map<String, Object>>> rows) {
    /// Kept for finding, and worth nothing to the person; or handed out opened.
    private static final List<String> LEFT_OUT =
            List.of("contact_word", "access_basis", "program", "program_version");

    /// Who opened the record that was not theirs, and why.
    record Opened(String by, String reason, String comment, Instant at, Instant until) {
        static Opened of(AccessBasis basis) {
            return new Opened(
                    basis.subject().value(),
                    basis.reason().wireName(),
                    basis.comment(),
                    basis.givenAt(),
                    basis.until());
        }
    }

    static Export of(Handle handle, Contact contact) {
        var id = contact.id().value();
        return new Export(
                id,
                contact.number(),
                contact.personal().name(),
                contact.personal().birthDate(),
                contact.personal().phone(),
                contact.personal().email(),
                contact.isAtLeast16(),
                contact.instructor().value(),
                contact.account().stream()
                        .flatMap(it -> CredentialStore.loginNames(handle, it).stream())
                        .toList(),
                AccessBasisStore.of(handle, contact.id()).stream().map(Opened::of).toList(),
                ProgramExport.ofContact(handle, contact.id()),
                rows(handle, id));
    }

    private static Map<String, List<Map<String, Object>>> rows(Handle handle, String contact) {
        var rows = new TreeMap<String, List<Map<String, Object>>>();
        for (var table : Tables.withColumn(handle, "contact_id")) {
            rows.put(table, Tables.rows(handle, table, "contact_id", List.of(contact)));
        }
        var programs = Tables.programs(handle, contact, false);
        for (var table : Tables.withColumn(handle, "program_id")) {
            rows.merge(
                    table,
                    Tables.rows(handle, table, "program_id", programs),
                    (a, b) -> Stream.concat(a.stream(), b.stream()).distinct().toList());
        }
        LEFT_OUT.forEach(rows::remove);
        rows.values().removeIf(List::isEmpty);
        return rows;
    }
}
