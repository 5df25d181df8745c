package com.exorlive.meeting.sfu.room;

/// What a dishonest SFU does to one participant, its target. Packets that the other one sends the
/// target are held back where the attack puts its own in their place.
public enum Attack {
    /// Honest.
    NONE,

    /// Frames that nobody encrypted, on camera and microphone: a picture in magenta, a tone.
    PLAINTEXT,

    /// The target's own camera and microphone, as if the other one had sent them.
    REFLECT,

    /// What the other one sent a while ago, under fresh RTP numbers.
    REPLAY,

    /// The other one's camera on the screen track, and microphone as the screen's sound. Camera and
    /// microphone themselves go on.
    SWAP
}
