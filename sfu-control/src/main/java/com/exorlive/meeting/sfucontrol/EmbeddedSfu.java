package com.exorlive.meeting.sfucontrol;

import com.exorlive.meeting.sfu.room.Drop;
import com.exorlive.meeting.sfu.room.MirrorRoom;
import com.exorlive.meeting.sfu.room.MirrorSfu;
import com.exorlive.meeting.sfu.room.MirrorSfuSettings;
import com.exorlive.meeting.sfu.room.RoomEvent;
import com.exorlive.meeting.sfu.room.SfuCounters;
import com.exorlive.meeting.sfu.room.SrtpLibrary;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The driver of the SFU in this very process. One peer connection per participant; it always
/// offers, so it refuses offers and ignores candidates (it is ICE-lite).
///
/// The media sections of its offers are, in order: microphone, camera, screen, sound of the screen.
public final class EmbeddedSfu implements SfuControl {
    private final MirrorSfu sfu;

    EmbeddedSfu(MirrorSfu sfu) {
        this.sfu = sfu;
    }

    /// Binds the ports and warms up: takes about a second.
    ///
    /// @throws SfuUnavailableException if a port can't be bound, or OpenSSL is demanded and missing
    public static EmbeddedSfu start(EmbeddedSfuSettings settings, InstantSource clock) {
        var own =
                new MirrorSfuSettings(
                        settings.bindAddress(),
                        settings.port(),
                        settings.loops(),
                        settings.announcedAddresses(),
                        library(settings.srtpLibrary()));
        try {
            return new EmbeddedSfu(MirrorSfu.start(own, clock));
        } catch (IOException e) {
            throw new SfuUnavailableException(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SfuUnavailableException("interrupted while starting", e);
        }
    }

    @Override
    public SfuRoom open(SfuRoomId id, SfuEvents events) {
        return new Room(sfu.open(id.value(), event -> events.onEvent(up(event))));
    }

    @Override
    public boolean isReady() {
        return sfu.isReady();
    }

    @Override
    public SfuCapabilities capabilities() {
        return SfuCapabilities.EMBEDDED;
    }

    /// The UDP ports that were bound.
    public List<Integer> ports() {
        return sfu.ports();
    }

    /// Whose AES-GCM runs, with its version.
    public String srtpLibrary() {
        return sfu.srtpLibrary();
    }

    /// For dashboards.
    public EmbeddedSfuCounters counters() {
        SfuCounters c = sfu.counters();
        return new EmbeddedSfuCounters(
                c.forwarded(),
                c.forwardedBytes(),
                words(c.drops(), Drop::word),
                words(c.losses(), loss -> loss.name().toLowerCase(Locale.ROOT)),
                c.unsent(),
                c.overrun(),
                c.rooms(),
                c.legs(),
                c.connectedLegs(),
                c.handshakes());
    }

    private static <K> Map<String, Long> words(Map<K, Long> counts, Function<K, String> word) {
        return counts.entrySet().stream()
                .collect(Collectors.toMap(e -> word.apply(e.getKey()), Map.Entry::getValue));
    }

    @Override
    public void close() {
        sfu.close();
    }

    private record Room(MirrorRoom room) implements SfuRoom {
        @Override
        public void join(ParticipantId who) {
            room.join(who.value());
        }

        @Override
        public void describe(ParticipantId who, Description description) {
            String pc = description.pc().value();
            switch (description.kind()) {
                case ANSWER ->
                        room.answer(who.value(), pc, description.negotiation(), description.sdp());
                case OFFER -> room.refuseOffer(who.value(), pc, description.negotiation());
            }
        }

        @Override
        public void candidate(ParticipantId who, Candidate candidate) {
            // ICE-lite: the browser's checks tell where it is.
        }

        @Override
        public void restartIce(ParticipantId who, PcId pc) {
            room.restartIce(who.value(), pc.value());
        }

        @Override
        public void leave(ParticipantId who) {
            room.leave(who.value());
        }

        @Override
        public void close() {
            room.close();
        }
    }

    private static SrtpLibrary library(EmbeddedSfuSettings.SrtpLibrary wanted) {
        return switch (wanted) {
            case AUTO -> SrtpLibrary.AUTO;
            case JDK -> SrtpLibrary.JDK;
            case OPENSSL -> SrtpLibrary.OPENSSL;
        };
    }

    private static SfuEvent up(RoomEvent event) {
        return switch (event) {
            case RoomEvent.Offered(var who, var pc, var number, var sdp) ->
                    new SfuEvent.Describe(
                            new ParticipantId(who),
                            new Description(new PcId(pc), number, Description.Kind.OFFER, sdp));
            case RoomEvent.Connected(var who, var pc) ->
                    new SfuEvent.MediaUp(new ParticipantId(who), new PcId(pc));
            case RoomEvent.Disconnected(var who, var pc, var loss) ->
                    new SfuEvent.MediaDown(new ParticipantId(who), new PcId(pc), reason(loss));
            case RoomEvent.AnswerRefused(var who, var pc, var number, var refusal) ->
                    new SfuEvent.Refused(
                            new ParticipantId(who), new PcId(pc), number, reason(refusal));
        };
    }

    private static SfuEvent.DownReason reason(RoomEvent.Loss loss) {
        return switch (loss) {
            case CONSENT -> SfuEvent.DownReason.CONSENT_LOST;
            case CLOSED_BY_PEER -> SfuEvent.DownReason.CLOSED_BY_PEER;
            case HANDSHAKE -> SfuEvent.DownReason.HANDSHAKE_FAILED;
            case FINGERPRINT -> SfuEvent.DownReason.FINGERPRINT_MISMATCH;
        };
    }

    private static SfuEvent.RefusalReason reason(RoomEvent.Refusal refusal) {
        return switch (refusal) {
            case MALFORMED -> SfuEvent.RefusalReason.MALFORMED;
            case INCOMPATIBLE -> SfuEvent.RefusalReason.INCOMPATIBLE;
        };
    }
}
