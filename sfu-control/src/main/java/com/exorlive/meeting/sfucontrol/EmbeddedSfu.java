package com.exorlive.meeting.sfucontrol;

import com.exorlive.meeting.sfu.room.Drop;
import com.exorlive.meeting.sfu.room.MirrorSfu;
import com.exorlive.meeting.sfu.room.MirrorSfuSettings;
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
        return new EmbeddedSfuRoom(sfu, id, events);
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

    private static SrtpLibrary library(EmbeddedSfuSettings.SrtpLibrary wanted) {
        return switch (wanted) {
            case AUTO -> SrtpLibrary.AUTO;
            case JDK -> SrtpLibrary.JDK;
            case OPENSSL -> SrtpLibrary.OPENSSL;
        };
    }
}
