package com.exorlive.meeting.sfu.room;

import static com.exorlive.meeting.sfu.room.VirtualTime.MILLI;
import static com.exorlive.meeting.sfu.room.VirtualTime.SECOND;

import com.exorlive.meeting.sfu.room.MediaBytes.Part;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A decoder and the buffer before it: asks again for what is missing, shows frames in order, each
/// built on the one before, and asks for a key frame when it can't go on.
final class VideoReceiver {
    private static final long ASK_AGAIN_NANOS = 120 * MILLI;
    private static final long GIVE_UP_NANOS = 1200 * MILLI;
    private static final long KEY_FRAME_EVERY_NANOS = 400 * MILLI;
    private static final int MAX_ASKED = 60;
    private static final int MAX_GAP = 300;

    int shown;
    long lastShownNanos;
    long longestGapNanos;

    private final int ssrc;
    private final Consumer<byte[]> feedback;
    private final TreeMap<Integer, Frame> frames = new TreeMap<>();
    private final Map<Integer, Missing> missing = new HashMap<>();
    private int nextFrame = -1;
    private int highest = -1;
    private long keyFrameAskedNanos = -SECOND;
    private int received;
    private int lost;
    private long leastFlightNanos = Long.MAX_VALUE;
    private long worstFlightNanos;

    private static final class Frame {
        final BitSet parts = new BitSet();
        int count;
        boolean isKey;

        boolean isComplete() {
            return parts.cardinality() == count;
        }
    }

    private static final class Missing {
        long sinceNanos;
        long askNanos;
    }

    VideoReceiver(int ssrc, Consumer<byte[]> feedback) {
        this.ssrc = ssrc;
        this.feedback = feedback;
    }

    void onPart(Part part, boolean isRepeat, long nowNanos) {
        missing.remove(part.original());
        if (!isRepeat) {
            received++;
            notice(part.original(), nowNanos);
            leastFlightNanos = Math.min(leastFlightNanos, nowNanos - part.sentNanos());
            worstFlightNanos = Math.max(worstFlightNanos, nowNanos - part.sentNanos());
        }
        if (part.frame() < nextFrame) {
            return;
        }
        Frame frame = frames.computeIfAbsent(part.frame(), _ -> new Frame());
        if (frame.count == 0) {
            frame.count = part.count();
            frame.isKey = part.isKey();
        }
        frame.parts.set(part.index());
        show(nowNanos);
    }

    void onTimeout(long nowNanos) {
        ask(nowNanos);
        boolean isStuck =
                nextFrame < 0 || nowNanos - lastShownNanos > GIVE_UP_NANOS || frames.size() > 60;
        if (isStuck && received > 0 && nowNanos - keyFrameAskedNanos > KEY_FRAME_EVERY_NANOS) {
            keyFrameAskedNanos = nowNanos;
            feedback.accept(MediaBytes.rtcp(ssrc, MediaBytes.KEY_FRAME_REQUEST));
        }
    }

    /// For the sender's congestion control.
    void report() {
        int all = received + lost;
        if (all > 0) {
            long queued = Math.max(0, worstFlightNanos - leastFlightNanos);
            feedback.accept(
                    MediaBytes.rtcp(
                            ssrc, MediaBytes.REPORT, 1000 * lost / all, (int) (queued / MILLI)));
        }
        received = 0;
        lost = 0;
        worstFlightNanos = 0;
    }

    private void notice(int number, long nowNanos) {
        int ahead = highest < 0 ? 1 : (short) (number - highest);
        if (ahead <= 0) {
            return;
        }
        for (int i = 1; i < Math.min(ahead, MAX_GAP); i++) {
            var gap = new Missing();
            gap.sinceNanos = nowNanos;
            gap.askNanos = nowNanos + 25 * MILLI;
            missing.put((highest + i) & 0xFFFF, gap);
        }
        highest = number;
    }

    private void ask(long nowNanos) {
        int[] asked = new int[MAX_ASKED];
        int count = 0;
        for (Iterator<Map.Entry<Integer, Missing>> all = missing.entrySet().iterator();
                all.hasNext() && count < MAX_ASKED; ) {
            Map.Entry<Integer, Missing> each = all.next();
            Missing gap = each.getValue();
            if (nowNanos - gap.sinceNanos > GIVE_UP_NANOS) {
                all.remove();
            } else if (nowNanos >= gap.askNanos) {
                if (gap.askNanos - gap.sinceNanos < ASK_AGAIN_NANOS) {
                    lost++;
                }
                gap.askNanos = nowNanos + ASK_AGAIN_NANOS;
                asked[count++] = each.getKey();
            }
        }
        if (count > 0) {
            feedback.accept(
                    MediaBytes.rtcp(ssrc, MediaBytes.NACK, java.util.Arrays.copyOf(asked, count)));
        }
    }

    private void show(long nowNanos) {
        while (true) {
            Frame next = frames.get(nextFrame);
            if (next == null || !next.isComplete()) {
                Integer key = completeKey();
                if (key == null) {
                    return;
                }
                nextFrame = key;
                frames.headMap(key).clear();
            }
            frames.remove(nextFrame);
            nextFrame++;
            if (shown > 0) {
                longestGapNanos = Math.max(longestGapNanos, nowNanos - lastShownNanos);
            }
            shown++;
            lastShownNanos = nowNanos;
        }
    }

    private Integer completeKey() {
        for (Map.Entry<Integer, Frame> each : frames.entrySet()) {
            if (each.getValue().isKey && each.getValue().isComplete()) {
                return each.getKey();
            }
        }
        return null;
    }
}
