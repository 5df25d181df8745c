package com.exorlive.meeting.loadtests.measure;

/// What the server held at a moment of the run.
///
/// @param at seconds since the run began
/// @param liveHeap bytes after its last collection that was asked for; 0 if none was
public record ServerLook(
        double at,
        double rooms,
        double sockets,
        double threads,
        double descriptors,
        double residentBytes,
        double liveHeap) {}
