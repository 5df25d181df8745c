package com.exorlive.meeting.signaling.protocol;

import java.time.Instant;

/// What a page is told about its meeting.
///
/// @param isActive both have said hello
/// @param endsAt when it ends whatever happens
public record MeetingView(MeetingId id, boolean isActive, EndWhen endWhen, Instant endsAt) {}
