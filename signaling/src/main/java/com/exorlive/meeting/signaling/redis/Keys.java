package com.exorlive.meeting.signaling.redis;

import com.exorlive.meeting.signaling.protocol.MeetingId;
import com.exorlive.meeting.signaling.registry.TombstoneFile;
import java.util.List;
import java.util.stream.IntStream;

/// What things are called in Redis. All keys of a meeting have one hash tag, so that they are in
/// one slot of a Cluster; the tag is shared with an era, so that a script sees what its part of
/// Redis can remember. No key holds an id: only its hash.
///
/// @param hash of the meeting id
record Keys(String hash) {
    static final String NODES = "g:nodes";

    /// More spread better over a Cluster and cost a command each at every reconnect.
    private static final int PARTS = 64;

    static Keys of(MeetingId meeting) {
        return new Keys(TombstoneFile.hash(meeting));
    }

    String room() {
        return "m:" + tag() + ":" + hash + ":r";
    }

    String tombstone() {
        return "m:" + tag() + ":" + hash + ":t";
    }

    String era() {
        return era(part());
    }

    static List<String> eras() {
        return IntStream.range(0, PARTS).mapToObj(Keys::era).toList();
    }

    static String ticket(String hash) {
        return "tk:" + hash;
    }

    static String proof(String name) {
        return "tk:p:" + name;
    }

    private static String era(int part) {
        return "m:{" + part + "}:era";
    }

    private String tag() {
        return "{" + part() + "}";
    }

    private int part() {
        return Integer.parseInt(hash.substring(0, 2), 16) % PARTS;
    }
}
