package com.exorlive.meeting.core.audit;

import com.exorlive.meeting.core.database.Database;
import java.util.List;

/// Whether the audit log's chain still holds: for tests of what must not touch it.
public final class Chains {
    private Chains() {}

    public static boolean holds(Database database) {
        return database.inTransaction(
                handle ->
                        AuditVerifier.verify(new StoredLines(handle), List.of())
                                instanceof AuditVerifier.Verdict.Good);
    }
}
