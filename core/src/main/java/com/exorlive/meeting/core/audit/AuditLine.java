package com.exorlive.meeting.core.audit;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/// One line of the audit log. Every part is a word or an identifier: there is no place for content.
///
/// @param about whose data it was: a contact's id, or the subject of a person with an account
/// @param organisation where the actor acted; found by the actor when it is not given
/// @param unit the place inside the organisation
/// @param reference the id of a row that holds more, as the basis of an access
/// @param role in which the actor acted
public record AuditLine(
        String event,
        String actor,
        String target,
        String outcome,
        String about,
        String organisation,
        String unit,
        String reference,
        String role) {
    /// Stands for whatever is not known.
    public static final String NOBODY = "-";

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._:-]{1,80}");

    public AuditLine {
        var parts =
                Stream.of(
                        event, actor, target, outcome, about, organisation, unit, reference, role);
        if (!parts.allMatch(part -> WORD.matcher(part).matches())) {
            throw new IllegalArgumentException("an audit line holds words and identifiers only");
        }
    }

    public AuditLine(String event, String actor, String target, String outcome) {
        this(event, actor, target, outcome, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY);
    }

    /// Says whose data it was. Without it the line is in no activity report.
    public AuditLine about(String contactOrSubject) {
        return new AuditLine(
                event,
                actor,
                target,
                outcome,
                contactOrSubject,
                organisation,
                unit,
                reference,
                role);
    }

    public AuditLine at(String organisationId, String unitId) {
        return new AuditLine(
                event, actor, target, outcome, about, organisationId, unitId, reference, role);
    }

    /// Names a row that holds more than a line may.
    public AuditLine referringTo(String rowId) {
        return new AuditLine(event, actor, target, outcome, about, organisation, unit, rowId, role);
    }

    public AuditLine as(String roleName) {
        return new AuditLine(
                event, actor, target, outcome, about, organisation, unit, reference, roleName);
    }
}
