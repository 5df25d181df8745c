package com.exorlive.meeting.core.audit;

import java.util.regex.Pattern;

/// One line of the audit log. Every part is a word or an identifier: there is no place for content.
public record AuditLine(String event, String actor, String target, String outcome) {
    /// Stands for an actor or a target that is not known.
    public static final String NOBODY = "-";

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._:-]{1,80}");

    public AuditLine {
        if (!WORD.matcher(event).matches()
                || !WORD.matcher(actor).matches()
                || !WORD.matcher(target).matches()
                || !WORD.matcher(outcome).matches()) {
            throw new IllegalArgumentException("an audit line holds words and identifiers only");
        }
    }
}
