package com.exorlive.meeting.core.video;

/// The head of Vorbis sound has three packets (Xiph lacing); the second holds the name of the
/// program that made it, and remarks. Both become empty, at the same length.
final class VorbisRemarks {
    private static final int BEFORE_VENDOR = 7;
    private static final int LEAST = BEFORE_VENDOR + 4 + 4 + 1;

    private VorbisRemarks() {}

    static void forget(VideoBytes in, Element setup, Edits.Builder edits) throws Unfit {
        var head = new Fields(in, setup.content(), (int) Math.min(setup.length(), 8_192));
        int at = 1;
        var lengths = new int[2];
        for (int packet = 0; packet < 2; packet++) {
            int part;
            do {
                part = head.byteAt(at++);
                lengths[packet] += part;
            } while (part == 255);
        }
        long remarks = setup.content() + at + lengths[0];
        long end = remarks + lengths[1];
        if (head.byteAt(0) != 2
                || lengths[1] < LEAST
                || end > setup.end()
                || head.byteAt(at + lengths[0]) != 3) {
            throw new Unfit("no head of Vorbis");
        }
        int vendor = lengths[1] - LEAST;
        edits.write(
                remarks + BEFORE_VENDOR,
                end - 1,
                new byte[] {
                    (byte) vendor,
                    (byte) (vendor >> 8),
                    (byte) (vendor >> 16),
                    (byte) (vendor >> 24)
                });
        edits.write(end - 1, end, new byte[] {1});
    }
}
