package com.exorlive.meeting.loadtests.media;

/// 50 packets of sound a second. Confined to its event loop.
final class AudioStream extends OutgoingStream {
    static final long PERIOD_NANOS = 20_000_000L;
    private static final int SAMPLES = 960;

    private final int payload;

    AudioStream(Sending sending, int base, int sequence, MediaSpec spec) {
        super(sending, StreamKind.SOUND, base, sequence, PERIOD_NANOS);
        payload = spec.audioBytes();
    }

    @Override
    int timestamp() {
        return (int) (frame * SAMPLES);
    }

    @Override
    void send(long nowNanos) {
        byte[] packet = sending.scratch();
        int from = RtpWriter.AUDIO_HEADER;
        int end = from + payload;
        RtpWriter.audio(packet, sequence, timestamp(), ssrc);
        int begun = SealedFrames.beginAudio(packet, from, frame);
        sending.frames().fill(packet, from + begun, payload - begun, frame);
        sending.send(this, packet, from, end, nowNanos);
        sequence++;
        index++;
    }
}
