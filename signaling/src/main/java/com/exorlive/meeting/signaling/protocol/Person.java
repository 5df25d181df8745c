package com.exorlive.meeting.signaling.protocol;

/// Who sits on a seat, as both pages show it. Does not print itself.
///
/// @param title a key that the page puts into words
public record Person(String name, String title) {
    @Override
    public String toString() {
        return "Person[" + title + "]";
    }
}
