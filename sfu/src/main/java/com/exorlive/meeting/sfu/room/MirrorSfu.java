package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.dtls.DtlsCertificate;
import com.exorlive.meeting.sfu.dtls.DtlsWarmUp;
import com.exorlive.meeting.sfu.dtls.HandshakeSlots;
import com.exorlive.meeting.sfu.srtp.SrtpCrypto;
import com.exorlive.meeting.sfu.srtp.SrtpCryptoException;
import com.exorlive.meeting.sfu.srtp.SrtpWarmUp;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The SFU: forwards between the two legs of a room without rewriting a byte of RTP. Both legs are
/// offered the same payload types, extension ids and MIDs, so a packet is decrypted with one leg's
/// key and encrypted with the other's. Feedback flows end to end, but for requests of what was sent
/// into a dead line ([Absence]), for those of sound ([SoundRequests]), and for losses that sending
/// less would not end ([LossReports]). Thread-safe.
public final class MirrorSfu implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MirrorSfu.class);

    private final List<MediaLoop> loops;
    private final HandshakeSlots slots;
    private final String srtpLibrary;
    private final Map<String, MirrorRoom> rooms = new ConcurrentHashMap<>();

    private MirrorSfu(List<MediaLoop> loops, HandshakeSlots slots, String srtpLibrary) {
        this.loops = List.copyOf(loops);
        this.slots = slots;
        this.srtpLibrary = srtpLibrary;
    }

    /// Binds the ports and warms up, so that the first participant need not wait for classes.
    ///
    /// @throws IOException if a port can't be bound, or the wanted cipher is not there
    public static MirrorSfu start(MirrorSfuSettings settings, InstantSource clock)
            throws IOException, InterruptedException {
        return start(settings, Forwarding.MIRROR, clock);
    }

    static MirrorSfu start(MirrorSfuSettings settings, Forwarding forwarding, InstantSource clock)
            throws IOException, InterruptedException {
        var random = new SecureRandom();
        var certificate = DtlsCertificate.generate(random, clock.instant());
        var slots = HandshakeSlots.forProcessors(Runtime.getRuntime().availableProcessors());
        List<MediaLoop> loops = new ArrayList<>();
        String library = "";
        try {
            for (int i = 0; i < settings.loops(); i++) {
                SrtpCrypto crypto = settings.srtpLibrary().open();
                library = crypto.library();
                int port = settings.port() == 0 ? 0 : settings.port() + i;
                loops.add(
                        MediaLoop.open(
                                new InetSocketAddress(settings.bindAddress(), port),
                                settings.announcedAddresses(),
                                certificate,
                                slots,
                                crypto,
                                forwarding,
                                random));
            }
            DtlsWarmUp.run(certificate);
            SrtpWarmUp.run();
        } catch (SrtpCryptoException e) {
            loops.forEach(MediaLoop::close);
            throw new IOException(e.getMessage(), e);
        } catch (IOException | InterruptedException | RuntimeException e) {
            loops.forEach(MediaLoop::close);
            throw e;
        }
        LOG.atInfo().addKeyValue("library", library).log("SRTP ready");
        return new MirrorSfu(loops, slots, library);
    }

    /// Makes an empty room, on the loop that has the fewest.
    ///
    /// @throws IllegalStateException if a room of this name lives
    public MirrorRoom open(String name, RoomEvents events) {
        MediaLoop loop =
                loops.stream().min(Comparator.comparingLong(MediaLoop::roomCount)).orElseThrow();
        // The room is made inside, so that two callers of one name can't both make one.
        var made = new MirrorRoom[1];
        rooms.computeIfAbsent(
                name,
                _ -> {
                    made[0] = new MirrorRoom(loop, events, () -> rooms.remove(name));
                    return made[0];
                });
        if (made[0] == null) {
            throw new IllegalStateException("the room lives already");
        }
        return made[0];
    }

    /// Whether every port is open.
    public boolean isReady() {
        return loops.stream().allMatch(MediaLoop::isOpen);
    }

    /// The UDP ports, in order of their loops.
    public List<Integer> ports() {
        return loops.stream().map(MediaLoop::port).toList();
    }

    /// Whose AES-GCM runs, with its version.
    public String srtpLibrary() {
        return srtpLibrary;
    }

    public SfuCounters counters() {
        return loops.stream()
                .map(MediaLoop::counters)
                .reduce(SfuCounters.NONE, SfuCounters::plus)
                .withHandshakes(slots.waiting());
    }

    @Override
    public void close() {
        List.copyOf(rooms.values()).forEach(MirrorRoom::close);
        loops.forEach(MediaLoop::close);
    }
}
