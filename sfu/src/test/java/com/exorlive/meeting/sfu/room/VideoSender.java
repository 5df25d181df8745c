package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.room.MediaBytes.Part;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// A camera and its encoder: frames at a steady pace, as large as the network seems to bear;
/// repeats what is asked for, under another SSRC; begins anew when asked for a key frame.
final class VideoSender {
    private static final int PART_BYTES = 1000;
    private static final int HISTORY = 600;
    private static final int MIN_RATE = 30_000;
    private static final int MAX_RATE = 600_000;
    private static final double TOLERATED_LOSS = 0.3;
    private static final int TOLERATED_QUEUE_MILLIS = 120;

    int bitsPerSecond = 300_000;

    private final int sender;
    private final int ssrc;
    private final int repeatSsrc;
    private final int framesPerSecond;
    private final Consumer<byte[]> out;
    private final Map<Integer, byte[]> history =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Integer, byte[]> eldest) {
                    return size() > HISTORY;
                }
            };
    private int sequence;
    private int repeatSequence;
    private int frame;
    private boolean wantsKey = true;

    VideoSender(int sender, int ssrc, int framesPerSecond, int sequence, Consumer<byte[]> out) {
        this.sender = sender;
        this.ssrc = ssrc;
        this.repeatSsrc = ssrc + 1;
        this.framesPerSecond = framesPerSecond;
        this.sequence = sequence;
        this.out = out;
    }

    void onFrame(long nowNanos) {
        int bytes = bitsPerSecond / 8 / framesPerSecond * (wantsKey ? 4 : 1);
        int count = bytes / PART_BYTES + 1;
        for (int i = 0; i < count; i++) {
            int number = sequence++ & 0xFFFF;
            var part = new Part(sender, wantsKey, frame, i, count, number, nowNanos);
            byte[] packet = MediaBytes.rtp(MediaBytes.VIDEO, ssrc, number, part, bytes / count);
            history.put(number, packet);
            out.accept(packet);
        }
        frame++;
        wantsKey = false;
    }

    void onNack(int[] numbers) {
        for (int number : numbers) {
            byte[] packet = history.get(number);
            if (packet != null) {
                out.accept(
                        MediaBytes.rtp(
                                MediaBytes.REPEAT,
                                repeatSsrc,
                                repeatSequence++ & 0xFFFF,
                                MediaBytes.part(packet),
                                packet.length - 12));
            }
        }
    }

    void onKeyFrameRequest() {
        wantsKey = true;
    }

    /// @param words loss in thousandths, queueing in milliseconds
    void onReport(int[] words) {
        boolean isTooMuch = words[0] > 1000 * TOLERATED_LOSS || words[1] > TOLERATED_QUEUE_MILLIS;
        double next = bitsPerSecond * (isTooMuch ? 0.8 : 1.04);
        bitsPerSecond = (int) Math.clamp(next, MIN_RATE, MAX_RATE);
    }
}
