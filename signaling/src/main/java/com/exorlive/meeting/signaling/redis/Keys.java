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

    /// Of what changes who has a room.
    List<String> all() {
        return List.of(room(), tombstone(), era(), master());
    }

    /// Of what changes who may come in.
    List<String> door() {
        return List.of(room(), tombstone(), master());
    }

    private String era() {
        return era(part());
    }

    /// Since when the server that has this part of the meetings is their master.
    String master() {
        return master(part());
    }

    /// For each part its era and its master.
    static List<List<String>> parts() {
        return IntStream.range(0, PARTS).mapToObj(it -> List.of(era(it), master(it))).toList();
    }

    static String ticket(String hash) {
        return "tk:" + hash;
    }

    static String proof(String name) {
        return "tk:p:" + name;
    }

    static String turns(String name, String hash) {
        return "tk:l:" + name + ":" + hash;
    }

    private static String era(int part) {
        return "m:{" + part + "}:era";
    }

    private static String master(int part) {
        return "m:{" + part + "}:master";
    }

    private String tag() {
        return "{" + part() + "}";
    }

    private int part() {
        return Integer.parseInt(hash.substring(0, 2), 16) % PARTS;
    }
}
