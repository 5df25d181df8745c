package com.exorlive.meeting.sfu.room;

import static com.exorlive.meeting.sfu.room.VirtualTime.MILLI;
import static com.exorlive.meeting.sfu.room.VirtualTime.SECOND;

import com.exorlive.meeting.sfu.peer.IceController;
import com.exorlive.meeting.sfu.room.MediaBytes.Part;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import java.util.Random;
import java.util.function.Consumer;

/// A page in a meeting, with one peer connection, camera, microphone and what it shows. Owns no
/// clock.
final class SimulatedBrowser {
    private static final long AUDIO_EVERY_NANOS = 20 * MILLI;
    private static final int AUDIO_BYTES = 100;

    /// After so much silence a page asks for new ICE credentials, if it can reach the server.
    private static final long SILENCE_NANOS = 1500 * MILLI;

    final String who;
    final SimulatedPeer peer;
    final VideoSender camera;
    VideoReceiver shown;
    int soundsSent;
    int soundsHeard;
    long lastHeardNanos;
    boolean isGone;
    boolean isMute;

    /// Told of all RTP that leaves.
    Consumer<byte[]> onSent = _ -> {};

    /// Told of all RTP that comes.
    Consumer<byte[]> onReceived = _ -> {};

    private final VirtualTime time;
    private int otherNumber = -1;
    private int sound;
    private long restartedNanos = -SECOND;

    SimulatedBrowser(
            String who, int number, VirtualTime time, Random random, Consumer<byte[]> transmit) {
        this.who = who;
        this.time = time;
        SrtpProfile profile = SrtpProfile.PREFERENCE.get(random.nextInt(2));
        peer = new SimulatedPeer(number, profile, random, transmit);
        peer.habit =
                random.nextBoolean() ? IceController.Habit.CHROMIUM : IceController.Habit.FIREFOX;
        peer.onPacket = this::onPacket;
        int fps = random.nextBoolean() ? 20 : 30;
        int first = random.nextInt(0x4000);
        camera = new VideoSender(number, 100 * number + 1, fps, first, this::send);
        shown = receiver();
        sound = random.nextInt(0x4000);
        every(10 * MILLI, this::tick);
        every(SECOND / fps, () -> ifTalking(() -> camera.onFrame(time.nowNanos())));
        every(AUDIO_EVERY_NANOS, () -> ifTalking(this::speak));
        every(100 * MILLI, () -> ifTalking(() -> shown.report()));
    }

    /// Nothing has come for too long, and this page has not just restarted.
    boolean isWorried() {
        long now = time.nowNanos();
        boolean isWorried =
                peer.isConnected()
                        && peer.offer.isActive()
                        && now - lastHeardNanos > SILENCE_NANOS
                        && now - restartedNanos > 2 * SILENCE_NANOS;
        if (isWorried) {
            restartedNanos = now;
        }
        return isWorried;
    }

    private void every(long nanos, Runnable task) {
        time.every(
                nanos,
                () -> {
                    if (!isGone) {
                        task.run();
                    }
                });
    }

    private void ifTalking(Runnable task) {
        if (!isMute && peer.isConnected() && peer.mayTalk(time.nowNanos())) {
            task.run();
        }
    }

    private void tick() {
        peer.onTimeout(time.nowNanos());
        ifTalking(() -> shown.onTimeout(time.nowNanos()));
    }

    private void speak() {
        int number = sound++ & 0xFFFF;
        var part = new Part(peer.number, false, number, 0, 1, number, time.nowNanos());
        soundsSent++;
        send(MediaBytes.rtp(MediaBytes.AUDIO, 100 * peer.number, number, part, AUDIO_BYTES));
    }

    private void send(byte[] rtp) {
        onSent.accept(rtp);
        peer.send(rtp, false);
    }

    private void onPacket(byte[] packet, boolean isRtcp) {
        if (isRtcp) {
            onFeedback(packet);
            return;
        }
        onReceived.accept(packet);
        Part part = MediaBytes.part(packet);
        lastHeardNanos = time.nowNanos();
        if (part.sender() != otherNumber) {
            otherNumber = part.sender();
            shown = receiver();
        }
        if (MediaBytes.type(packet) == MediaBytes.AUDIO) {
            soundsHeard++;
        } else {
            boolean isRepeat = MediaBytes.type(packet) == MediaBytes.REPEAT;
            shown.onPart(part, isRepeat, time.nowNanos());
        }
    }

    private void onFeedback(byte[] rtcp) {
        switch (MediaBytes.kind(rtcp)) {
            case MediaBytes.NACK -> camera.onNack(MediaBytes.words(rtcp));
            case MediaBytes.KEY_FRAME_REQUEST -> camera.onKeyFrameRequest();
            case MediaBytes.REPORT -> camera.onReport(MediaBytes.words(rtcp));
            default -> throw new AssertionError("nobody wrote this");
        }
    }

    private VideoReceiver receiver() {
        return new VideoReceiver(100 * peer.number + 1, rtcp -> peer.send(rtcp, true));
    }
}
