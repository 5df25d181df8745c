package com.exorlive.meeting.core.person;

import com.exorlive.meeting.core.unit.UnitId;

/// A role, and the unit at which it is held: it reaches that unit and what is below.
public record HeldRole(Role role, UnitId at) {}
