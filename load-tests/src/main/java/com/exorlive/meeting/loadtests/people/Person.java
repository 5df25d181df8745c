package com.exorlive.meeting.loadtests.people;

/// Somebody who can go to meetings. Thread-safe.
public interface Person {
    /// What opens the doors now. May have to ask for a new one, and so blocks.
    String accessToken() throws InterruptedException;
}
