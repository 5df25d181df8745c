package com.exorlive.meeting.core;

import java.time.Instant;

/// How the audit log is doing, for an operator's eyes.
///
/// @param isSealing false while the database takes no lines
/// @param isExporting false while a signed head does not get off the host
/// @param buffered lines in memory that the database did not take yet
/// @param lost lines that found no room in memory, since the start
/// @param lastHead when a head was last signed; 1970 if not since the start
public record AuditStatus(
        boolean isSealing, boolean isExporting, int buffered, long lost, Instant lastHead) {}
