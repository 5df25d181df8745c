package com.exorlive.meeting.core.audit;

/// Which lines an administrator must not overlook.
final class Marks {
    private Marks() {}

    static boolean isRefusal(AuditLine line) {
        return line.event().endsWith("-refused") || !AuditWords.GOOD.contains(line.outcome());
    }

    static boolean isBreakGlass(AuditLine line) {
        return line.event().contains("break-glass")
                || line.outcome().equals("break-glass")
                || line.outcome().equals("emergency");
    }
}
