package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.dtls.Dtls;
import com.exorlive.meeting.sfu.dtls.DtlsOutput;
import com.exorlive.meeting.sfu.ice.IceCredentials;
import com.exorlive.meeting.sfu.ice.IceLiteAgent;
import com.exorlive.meeting.sfu.ice.IceOutput;
import com.exorlive.meeting.sfu.ice.StunDrop;
import com.exorlive.meeting.sfu.ice.StunMessage;
import com.exorlive.meeting.sfu.path.Path;
import com.exorlive.meeting.sfu.sdp.Answer;
import com.exorlive.meeting.sfu.sdp.MediaSources;
import com.exorlive.meeting.sfu.srtp.SrtpKeyingMaterial;
import com.exorlive.meeting.sfu.srtp.SrtpReceiver;
import com.exorlive.meeting.sfu.srtp.SrtpSender;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One participant's peer connection: its ICE, DTLS, SRTP and negotiation. Confined to its event
/// loop.
final class Leg implements IceOutput, DtlsOutput {
    private final String participant;
    private final String pc;
    private final Room room;
    private final LoopContext loop;
    private final Negotiation negotiation = new Negotiation();
    private final IceLiteAgent<Leg> ice;
    private final Dtls dtls;
    private final Allowance allowance = new Allowance();
    private final Absence absence = new Absence();
    private final LossReports reports;
    private final long session;
    private @Nullable Leg peer;
    private @Nullable SrtpReceiver receiver;
    private @Nullable SrtpSender sender;
    private @Nullable SoundMemory sound;
    private @Nullable SoundRequests soundRequests;
    private @Nullable Path address;
    private @Nullable Answer answer;
    private @Nullable Map<String, MediaSources> expected;
    private boolean isConnected;
    private boolean isLost;
    private boolean isOver;

    Leg(String participant, String pc, Room room, LoopContext loop) {
        this.participant = participant;
        this.pc = pc;
        this.room = room;
        this.loop = loop;
        this.ice = new IceLiteAgent<>(loop.registry, this, loop.stunWriter, loop.newCredentials());
        this.dtls = loop.dtls.create(this);
        this.reports = new LossReports(loop.feedback, loop.pieces);
        this.session = loop.random.nextLong() >>> 2;
        loop.tally.legs.increment();
    }

    String participant() {
        return participant;
    }

    String pc() {
        return pc;
    }

    /// The session id of its offers (RFC 9429 section 5.2.1): less than 2^62.
    long session() {
        return session;
    }

    /// The other leg of the room.
    Optional<Leg> peer() {
        return Optional.ofNullable(peer);
    }

    void meet(Leg other) {
        peer = other;
        other.peer = this;
    }

    void part() {
        if (peer != null) {
            peer.peer = null;
            peer = null;
        }
    }

    Negotiation negotiation() {
        return negotiation;
    }

    /// The credentials for the next offer. After consent was lost only new ones will do.
    IceCredentials credentials() {
        return ice.credentials()
                .orElseGet(
                        () -> {
                            IceCredentials fresh = loop.newCredentials();
                            ice.restart(fresh);
                            return fresh;
                        });
    }

    void restartIce() {
        ice.restart(loop.newCredentials());
    }

    /// Whether the other leg has somebody to send to.
    boolean isAttached() {
        return answer != null && !isLost && !isOver;
    }

    /// Whether nothing can bring this peer connection back.
    boolean isOver() {
        return isOver;
    }

    Map<String, MediaSources> sources() {
        return answer == null ? Map.of() : answer.sources();
    }

    /// What the other one sends, or sent when it was last there.
    Optional<Map<String, MediaSources>> expected() {
        return Optional.ofNullable(expected);
    }

    void expect(Map<String, MediaSources> sources) {
        expected = sources;
    }

    /// Takes an answer, or refuses one that shows another certificate than the first.
    boolean accept(Answer next) {
        if (answer != null && !answer.fingerprint().equals(next.fingerprint())) {
            return false;
        }
        if (answer == null) {
            dtls.onPeerFingerprint(next.fingerprint());
        }
        answer = next;
        return true;
    }

    void close() {
        ice.close();
        dtls.close();
        address = null;
        dropKeys();
        loop.tally.legs.decrement();
        disconnect();
    }

    void onTick(long nowNanos) {
        ice.onTimeout(nowNanos);
    }

    void onStun(StunMessage request, String ufrag, Path from, long nowNanos) {
        ice.onBindingRequest(request, ufrag, from, nowNanos);
    }

    void onDtls(byte[] data, int length, Path from, long nowNanos) {
        if (!allowance.takesDtls(nowNanos)) {
            loop.tally.dropped(Drop.DTLS_FLOOD);
            return;
        }
        if (receiver == null) {
            // Afterwards anybody's records may be; media show where the browser is.
            ice.onTraffic(from, nowNanos);
        }
        dtls.onDatagram(data, length);
    }

    /// Decrypts what the browser sent and has it brought to the other leg.
    void onSrtp(byte[] data, int length, boolean isRtcp, Path from, long nowNanos) {
        if (receiver == null) {
            loop.tally.dropped(Drop.EARLY);
            return;
        }
        if (!isAllowed(receiver, data, length, isRtcp, nowNanos)) {
            return;
        }
        int plain =
                isRtcp
                        ? receiver.unprotectRtcp(data, length, loop.plain)
                        : receiver.unprotectRtp(data, length, loop.plain);
        if (plain < 0) {
            loop.tally.srtpDropped(plain);
            return;
        }
        ice.onTraffic(from, nowNanos);
        absence.onHeard(nowNanos);
        if (isRtcp) {
            if (soundRequests != null) {
                plain = soundRequests.answer(loop.plain, plain, nowNanos);
            }
            plain = absence.withoutThePast(loop.plain, plain, nowNanos);
            if (plain == 0) {
                return;
            }
            plain = reports.withoutInherentLoss(loop.plain, plain, nowNanos);
        }
        if (peer == null) {
            loop.tally.dropped(Drop.ALONE);
            return;
        }
        if (isRtcp) {
            peer.reports.onReportSent(loop.plain, plain, nowNanos);
        }
        loop.forwarding.onPacket(this, peer, loop.plain, plain, isRtcp);
        if (isRtcp) {
            for (int more = reports.next(loop.plain); more > 0; more = reports.next(loop.plain)) {
                loop.forwarding.onPacket(this, peer, loop.plain, more, true);
            }
        }
    }

    private boolean isAllowed(
            SrtpReceiver from, byte[] data, int length, boolean isRtcp, long nowNanos) {
        Drop limit;
        boolean isTaken;
        if (!from.isProven(data, length, isRtcp)) {
            limit = Drop.UNPROVEN_FLOOD;
            isTaken = allowance.takesUnproven(nowNanos);
        } else if (isRtcp) {
            limit = Drop.FEEDBACK_FLOOD;
            isTaken = allowance.takesFeedback(length, nowNanos);
        } else {
            limit = Drop.FLOOD;
            isTaken = allowance.takesMedia(length, nowNanos);
        }
        if (!isTaken) {
            loop.tally.dropped(limit);
        }
        return isTaken;
    }

    /// Encrypts what lies in the shared array and sends it to the browser.
    void forward(int length, boolean isRtcp) {
        if (!isRtcp) {
            absence.onSent(loop.plain);
            reports.onSent(loop.plain, length);
        }
        if (sender == null || address == null) {
            loop.tally.dropped(Drop.ALONE);
            return;
        }
        int sealed =
                isRtcp
                        ? sender.protectRtcp(loop.plain, length, loop.sealed)
                        : sender.protectRtp(loop.plain, length, loop.sealed);
        if (sealed < 0) {
            loop.tally.srtpDropped(sealed);
            return;
        }
        loop.out.send(loop.sealed, sealed, address);
        if (!isRtcp && SoundMemory.isSound(loop.plain)) {
            remember(sealed);
        }
        loop.tally.forwarded.increment();
        loop.tally.forwardedBytes.add(sealed);
    }

    private void remember(int sealed) {
        if (sound == null) {
            sound = new SoundMemory(this::sendAgain);
            soundRequests = new SoundRequests(sound);
        }
        sound.remember(loop.sealed, sealed);
    }

    private void sendAgain(byte[] packet, int length) {
        if (address != null) {
            loop.out.send(packet, length, address);
        }
    }

    @Override
    public void transmit(byte[] data, int length, Path to) {
        loop.out.send(data, length, to);
    }

    @Override
    public void selected(Path selected) {
        address = selected;
        isLost = false;
        connectIfReady();
    }

    @Override
    public void consentLost() {
        address = null;
        isLost = true;
        disconnect();
        room.onLegLost(this, RoomEvent.Loss.CONSENT);
    }

    @Override
    public void dropped(StunDrop reason) {
        loop.tally.stunDropped(reason);
    }

    @Override
    public void transmit(byte[] datagram) {
        if (address != null) {
            loop.out.send(datagram, datagram.length, address);
            loop.out.flush();
        }
    }

    @Override
    public void connected(SrtpKeyingMaterial keys) {
        receiver = new SrtpReceiver(loop.crypto, keys.profile(), keys.client());
        sender = new SrtpSender(loop.crypto, keys.profile(), keys.server());
        connectIfReady();
    }

    @Override
    public void failed(Failure failure) {
        end(
                switch (failure) {
                    case HANDSHAKE -> RoomEvent.Loss.HANDSHAKE;
                    case FINGERPRINT -> RoomEvent.Loss.FINGERPRINT;
                });
    }

    @Override
    public void closedByPeer() {
        end(RoomEvent.Loss.CLOSED_BY_PEER);
    }

    @Override
    public void dropped() {
        loop.tally.dropped(Drop.DTLS_FLOOD);
    }

    @Override
    public void busy() {
        loop.tally.dropped(Drop.DTLS_BUSY);
    }

    private void end(RoomEvent.Loss loss) {
        isOver = true;
        ice.close();
        dtls.close();
        address = null;
        dropKeys();
        disconnect();
        room.onLegLost(this, loss);
    }

    private void dropKeys() {
        if (receiver != null) {
            receiver.close();
            receiver = null;
        }
        if (sender != null) {
            sender.close();
            sender = null;
        }
        sound = null;
        soundRequests = null;
    }

    private void connectIfReady() {
        if (sender != null && address != null && !isConnected) {
            isConnected = true;
            loop.tally.connectedLegs.increment();
            room.onLegConnected(this);
        }
    }

    private void disconnect() {
        if (isConnected) {
            isConnected = false;
            loop.tally.connectedLegs.decrement();
        }
    }
}
