package com.exorlive.meeting.core;

/// Sign-ins that were refused since the start.
///
/// @param known with the name of somebody here
/// @param unknown with a name that nobody has
public record SignInFailures(long known, long unknown) {}
