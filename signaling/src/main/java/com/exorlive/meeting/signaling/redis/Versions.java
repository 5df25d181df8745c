package com.exorlive.meeting.signaling.redis;

/// Which versions of what nodes say to Redis and to each other a process understands. Nodes of two
/// releases are together while the product is upgraded one node after the other, so a release
/// understands the one before it too. A process that shares no version with one that is there
/// already stays outside, and says so.
///
/// A version grows when a node of the one before could misunderstand: the meaning of a key in
/// Redis, or of a frame between nodes. What an older node just does not know needs no new one.
///
/// @param from the oldest
/// @param to the newest
record Versions(int from, int to) {
    /// 1: owners' epochs are counted. 2: they are of Redis's time. Both only ever compare them.
    static final Versions OURS = new Versions(1, 2);

    Versions {
        if (from < 1 || to < from) {
            throw new IllegalArgumentException("no range of versions");
        }
    }

    /// As it is at the end of an incarnation: `node.lua` reads it there.
    String mark() {
        return "~" + from + "-" + to;
    }
}
