package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.rtp.Nack;
import com.exorlive.meeting.sfu.rtp.RtcpHeader;
import com.exorlive.meeting.sfu.rtp.RtpHeader;
import com.exorlive.meeting.sfu.sdp.MediaProfile;

/// What a leg asks for after its line was dead for a while. It misses the pictures of that time and
/// asks for all of them again; the far browser repeats the last of them, some hundred packets that
/// nobody will see, and what is new waits behind them for two seconds and more (measured), the key
/// frame among it. So what was sent into a dead line is not asked for: a key frame is. Confined to
/// its event loop.
final class Absence implements Nack.Missing {
    /// A microphone sends fifty packets a second, muted or not.
    private static final long SILENT_NANOS = 1_000_000_000L;

    /// A second request, should the first have been lost. Browsers take no more of them than this.
    private static final long REQUEST_EACH_NANOS = 400_000_000L;

    /// By then a key frame has made all older packets of no use, or the line is dead again.
    private static final long LASTS_NANOS = 10_000_000_000L;

    /// The camera and the screen, before and after a reload of the far page.
    private static final int STREAMS = 4;

    private static final int PAYLOAD_FEEDBACK = 206;
    private static final int PICTURE_LOSS = 1;
    private static final int REQUEST_LENGTH = 12;

    private final int[] ssrcs = new int[STREAMS];
    private final int[] sent = new int[STREAMS];
    private final int[] sentIntoAbsence = new int[STREAMS];
    private final long[] requestedNanos = new long[STREAMS];
    private int streams;
    private int next;
    private long heardNanos;
    private long backNanos;
    private boolean wasHeard;
    private boolean isBack;
    private int asked = -1;

    /// A packet goes to the leg, wherever that is.
    void onSent(byte[] rtp) {
        if ((rtp[1] & 0x7F) != MediaProfile.PICTURES) {
            return;
        }
        int ssrc = RtpHeader.ssrc(rtp);
        int stream = indexOf(ssrc);
        if (stream < 0) {
            stream = next;
            next = (next + 1) % STREAMS;
            streams = Math.max(streams, stream + 1);
            ssrcs[stream] = ssrc;
            sentIntoAbsence[stream] = -1;
        }
        sent[stream] = RtpHeader.sequence(rtp);
    }

    /// A packet has come from the leg.
    void onHeard(long nowNanos) {
        if (wasHeard && nowNanos - heardNanos > SILENT_NANOS) {
            isBack = true;
            backNanos = nowNanos;
            for (int i = 0; i < streams; i++) {
                sentIntoAbsence[i] = sent[i];
                requestedNanos[i] = nowNanos - REQUEST_EACH_NANOS;
            }
        }
        wasHeard = true;
        heardNanos = nowNanos;
    }

    /// Takes requests for what was sent into the absence out of a compound packet, where it lies,
    /// and puts one for a key frame in their place; answers what is left of its length.
    int withoutThePast(byte[] compound, int length, long nowNanos) {
        if (!isBack) {
            return length;
        }
        if (nowNanos - backNanos > LASTS_NANOS) {
            isBack = false;
            return length;
        }
        int to = 0;
        int at = 0;
        while (at + 4 <= length) {
            int end = at + RtcpHeader.lengthAt(compound, at);
            if (end > length) {
                break;
            }
            int stream = pastAskedFor(compound, at, end);
            if (stream < 0) {
                System.arraycopy(compound, at, compound, to, end - at);
                to += end - at;
            } else if (nowNanos - requestedNanos[stream] >= REQUEST_EACH_NANOS) {
                requestedNanos[stream] = nowNanos;
                System.arraycopy(compound, at, compound, to, REQUEST_LENGTH);
                compound[to] = (byte) (0x80 | PICTURE_LOSS);
                compound[to + 1] = (byte) PAYLOAD_FEEDBACK;
                compound[to + 2] = 0;
                compound[to + 3] = REQUEST_LENGTH / 4 - 1;
                to += REQUEST_LENGTH;
            }
            at = end;
        }
        // What is malformed goes on as it came.
        System.arraycopy(compound, at, compound, to, length - at);
        return to + length - at;
    }

    /// The stream of which this packet asks for something that was sent into the absence; -1: none.
    private int pastAskedFor(byte[] compound, int at, int end) {
        if (!Nack.isOne(compound, at, end)) {
            return -1;
        }
        asked = -1;
        Nack.read(compound, at, end, this);
        return asked;
    }

    @Override
    public void onMissing(int ssrc, int sequence) {
        int stream = indexOf(ssrc);
        if (stream >= 0
                && sentIntoAbsence[stream] >= 0
                && (short) (sequence - sentIntoAbsence[stream]) <= 0) {
            asked = stream;
        }
    }

    private int indexOf(int ssrc) {
        for (int i = 0; i < streams; i++) {
            if (ssrcs[i] == ssrc) {
                return i;
            }
        }
        return -1;
    }
}
