package com.exorlive.meeting.loadtests.media;

/// How packets are sealed and opened. Confined to its event loop. All give the new length, or less
/// than 0 if the packet is refused; `out` is another array than `in`.
interface Protection {
    int sealRtp(byte[] in, int length, byte[] out);

    int sealRtcp(byte[] in, int length, byte[] out);

    int openRtp(byte[] in, int length, byte[] out);

    int openRtcp(byte[] in, int length, byte[] out);
}
