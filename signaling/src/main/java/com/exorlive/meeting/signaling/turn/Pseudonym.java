package com.exorlive.meeting.signaling.turn;

/// Who somebody is to the TURN server: random letters, made for one seat of one room and used for
/// nothing else. It counts its allocations by them and can tell neither who it is nor that it is
/// the same person as in another meeting.
public record Pseudonym(String value) {
    public Pseudonym {
        if (value.isEmpty() || value.indexOf(':') >= 0) {
            throw new IllegalArgumentException("not a Pseudonym");
        }
    }
}
