package com.exorlive.meeting.core.erasure;

import com.exorlive.meeting.core.exercise.OwnExercises;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.program.ProgramExport;
import com.exorlive.meeting.core.signin.CredentialStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// Everything that is kept about somebody who works here, and what that person made for nobody in
/// particular. What was made for contacts is theirs, and in their exports.
///
/// @param exercises whose pictures and videos are to be had by their ids
/// @param rows of every other table that names the person, as they are
record PersonExport(
        String subject,
        String name,
        String title,
        String unit,
        String language,
        List<String> signsInAs,
        List<String> roles,
        List<OwnExercises.Exported> exercises,
        List<ProgramExport> templates,
        Map<String, List<Map<String, Object>>> rows) {
    /// What only says how somebody signs in, or is sealed for another.
    private static final List<String> LEFT_OUT =
            List.of("person", "login_name", "password_credential", "held_role", "access_basis");

    static PersonExport of(Handle handle, Person person) {
        return new PersonExport(
                person.subject().value(),
                person.name(),
                person.title(),
                person.unit().value(),
                person.language(),
                CredentialStore.loginNames(handle, person.subject()),
                person.held().stream()
                        .map(it -> it.role().wireName() + " " + it.at().value())
                        .sorted()
                        .toList(),
                OwnExercises.export(handle, person.subject()),
                ProgramExport.templatesOf(handle, person.subject()),
                rows(handle, person.subject().value()));
    }

    private static Map<String, List<Map<String, Object>>> rows(Handle handle, String subject) {
        var rows = new TreeMap<String, List<Map<String, Object>>>();
        for (var table : Tables.withColumn(handle, "subject")) {
            if (!LEFT_OUT.contains(table)) {
                rows.put(table, Tables.rows(handle, table, "subject", List.of(subject)));
            }
        }
        rows.values().removeIf(List::isEmpty);
        return rows;
    }
}
