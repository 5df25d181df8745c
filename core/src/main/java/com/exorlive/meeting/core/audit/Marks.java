package com.exorlive.meeting.core.audit;

import java.util.Set;

/// Which lines an administrator must not overlook. An outcome that is not known to be good counts
/// as a refusal: a new word is then seen too often rather than never.
final class Marks {
    private static final Set<String> GOOD =
            Set.of(
                    "ok",
                    "made",
                    "found",
                    "done",
                    "same",
                    "created",
                    "updated",
                    "changed",
                    "deleted",
                    "signed",
                    "struck",
                    "sent",
                    "opened",
                    "given",
                    "unlocked",
                    "copied",
                    "accepted",
                    "declined",
                    "cancelled",
                    "break-glass",
                    "none",
                    "unchanged",
                    "already",
                    "yes",
                    "on",
                    "off",
                    "self",
                    // The bases by which somebody opens a colleague's contact.
                    "consent",
                    "cover",
                    "shared-care",
                    "second-opinion",
                    "emergency",
                    "jump-out");

    private Marks() {}

    static boolean isRefusal(AuditLine line) {
        return line.event().endsWith("-refused") || !GOOD.contains(line.outcome());
    }

    static boolean isBreakGlass(AuditLine line) {
        return line.event().contains("break-glass")
                || line.outcome().equals("break-glass")
                || line.outcome().equals("emergency");
    }
}
