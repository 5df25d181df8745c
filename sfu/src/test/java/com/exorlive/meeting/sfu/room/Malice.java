package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.sdp.MediaSources;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// A dishonest SFU, for tests: the product's own with this in the place of its mirror. It sees each
/// packet after one leg's SRTP is off and before the other's is on, shows all to a [Tap], and on
/// order attacks one participant. What it can't do, no SFU can.
///
/// Orders and counts are thread-safe; the rest is confined to the one event loop (`loops` must be
/// 1).
public final class Malice implements Forwarding {
    /// Sees what the SFU sees.
    public interface Tap {
        /// @param mid of the media section that its stream belongs to; `?` if it is not known
        void onRtp(String from, String mid, boolean isRepeat, RtpPacket packet);

        void onRtcp(String from, byte[] packet);
    }

    private record Order(Attack attack, String target) {}

    private record Place(String mid, boolean isRepeat) {
        static final Place UNKNOWN = new Place("?", true);

        boolean isVideo() {
            return mid.equals("1") || mid.equals("2");
        }
    }

    private static final Map<String, String> SCREEN_OF = Map.of("1", "2", "0", "3");

    private final Tap tap;
    private final Map<Leg, Map<Integer, TargetStream>> streams = new HashMap<>();
    private final AtomicLong attacks = new AtomicLong();
    private final AtomicLong heldBack = new AtomicLong();
    private volatile Order order = new Order(Attack.NONE, "");

    public Malice(Tap tap) {
        this.tap = tap;
    }

    /// Starts an SFU that has this in it.
    public static MirrorSfu start(MirrorSfuSettings settings, Malice malice, InstantSource clock)
            throws IOException, InterruptedException {
        return MirrorSfu.start(settings, malice, clock);
    }

    /// From the next frame on.
    ///
    /// @param target the participant who is lied to
    public void order(Attack attack, String target) {
        order = new Order(attack, target);
        attacks.set(0);
        heldBack.set(0);
    }

    public Attack attack() {
        return order.attack();
    }

    public String target() {
        return order.target();
    }

    /// Forged packets sent since the last order.
    public long forged() {
        return attacks.get();
    }

    /// Genuine packets kept from the target since the last order.
    public long heldBack() {
        return heldBack.get();
    }

    @Override
    public void onPacket(Leg from, Leg to, byte[] plain, int length, boolean isRtcp) {
        if (isRtcp) {
            tap.onRtcp(from.participant(), Arrays.copyOf(plain, length));
            to.forward(length, true);
            return;
        }
        RtpPacket packet = RtpPacket.read(plain, length);
        Place place = place(from.sources(), packet.ssrc());
        tap.onRtp(from.participant(), place.mid(), place.isRepeat(), packet);
        Order now = order;
        boolean isTarget = to.participant().equals(now.target());
        if (place.isRepeat() || packet.payload().length == 0) {
            boolean isHonest = !isTarget || now.attack() == Attack.NONE;
            to.forward(isHonest ? length : packet.writeEmptied(plain), false);
            return;
        }
        TargetStream stream = stream(to, plain, packet.ssrc(), place.isVideo());
        Attack mode = stream.mode(isTarget ? now.attack() : Attack.NONE);
        stream.onGenuine(packet);
        switch (mode) {
            case NONE -> {
                stream.remember(packet);
                stream.pass(packet, length);
            }
            case PLAINTEXT -> replace(place, packet, stream, () -> plaintext(packet, stream));
            case REPLAY -> replace(place, packet, stream, () -> stream.replay(packet));
            case REFLECT -> replace(place, packet, stream, () -> 0);
            case SWAP -> swap(place, packet, length, stream, from, to, plain);
        }
        if (from.participant().equals(now.target()) && now.attack() == Attack.REFLECT) {
            reflect(place, packet, from, to, plain);
        }
    }

    private interface Forgery {
        /// How many packets it sent.
        int send();
    }

    /// Camera and microphone are kept back; at the end of each of their frames comes a forged one.
    private void replace(Place place, RtpPacket packet, TargetStream stream, Forgery forgery) {
        stream.holdBack(packet);
        heldBack.incrementAndGet();
        if (!place.isVideo() || packet.isMarked()) {
            attacks.addAndGet(forgery.send());
        }
    }

    private static int plaintext(RtpPacket packet, TargetStream stream) {
        byte[] payload =
                stream.isVideo() ? ForgedFrames.picture(packet.payload()) : ForgedFrames.tone();
        stream.inject(packet.withPayload(payload).marked(), packet);
        return 1;
    }

    private void reflect(Place place, RtpPacket own, Leg target, Leg other, byte[] plain) {
        MediaSources pretended = other.sources().get(place.mid());
        if (pretended != null) {
            int ssrc = pretended.ssrcs().getFirst().intValue();
            TargetStream stream = stream(target, plain, ssrc, place.isVideo());
            if (stream.mode(Attack.REFLECT) == Attack.REFLECT) {
                stream.divert(own);
                attacks.incrementAndGet();
            }
        }
    }

    private void swap(
            Place place,
            RtpPacket packet,
            int length,
            TargetStream stream,
            Leg from,
            Leg to,
            byte[] plain) {
        String screen = SCREEN_OF.get(place.mid());
        if (screen == null) {
            stream.holdBack(packet);
            heldBack.incrementAndGet();
            return;
        }
        stream.pass(packet, length);
        MediaSources pretended = from.sources().get(screen);
        if (pretended != null) {
            int ssrc = pretended.ssrcs().getFirst().intValue();
            stream(to, plain, ssrc, place.isVideo()).divert(packet);
            attacks.incrementAndGet();
        }
    }

    private TargetStream stream(Leg target, byte[] plain, int ssrc, boolean isVideo) {
        return streams.computeIfAbsent(target, _ -> new HashMap<>())
                .computeIfAbsent(ssrc, _ -> new TargetStream(target, plain, ssrc, isVideo));
    }

    private static Place place(Map<String, MediaSources> sources, int ssrc) {
        for (var section : sources.entrySet()) {
            int at = section.getValue().ssrcs().indexOf(Integer.toUnsignedLong(ssrc));
            if (at >= 0) {
                return new Place(section.getKey(), at > 0);
            }
        }
        return Place.UNKNOWN;
    }
}
