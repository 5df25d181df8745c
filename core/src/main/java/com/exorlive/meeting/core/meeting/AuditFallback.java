package com.exorlive.meeting.core.meeting;

import com.exorlive.meeting.core.audit.AuditBuffer;

/// What happens while the audit log takes no lines (S-73). A meeting that has begun goes on: its
/// lines wait in memory, as long as there is room.
///
/// @param required whether a meeting that has not begun has to wait until lines are taken again
public record AuditFallback(AuditBuffer buffer, boolean required) {
    boolean lets(Meeting meeting) {
        return !required || meeting.course().startedAt() != null;
    }
}
