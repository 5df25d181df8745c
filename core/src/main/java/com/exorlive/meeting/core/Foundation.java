package com.exorlive.meeting.core;

import com.exorlive.meeting.core.access.Access;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.Database;
import java.time.InstantSource;

/// What every feature stands on.
///
/// @param access who calls, and what that person may do
record Foundation(Database database, AuditLog audit, Access access, InstantSource clock) {}
