package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.ice.IceLiteAgent;
import com.exorlive.meeting.sfu.ice.StunDrop;
import com.exorlive.meeting.sfu.ice.StunMessage;
import com.exorlive.meeting.sfu.path.Path;
import com.exorlive.meeting.sfu.rtp.PacketKind;
import java.util.Optional;

/// Brings each datagram of a port to its leg. Everything but a check counts only from an address
/// that passed one with the leg's password, so a stranger's ClientHello goes nowhere (RFC 8827,
/// RFC 8842). Confined to its event loop.
final class PacketDispatcher {
    private final LoopContext loop;

    PacketDispatcher(LoopContext loop) {
        this.loop = loop;
    }

    void onDatagram(byte[] data, int length, Path from, long nowNanos) {
        if (length > LoopContext.MAX_PACKET) {
            loop.tally.dropped(Drop.MALFORMED);
            return;
        }
        PacketKind kind = PacketKind.of(data, length);
        switch (kind) {
            case STUN -> onStun(data, length, from, nowNanos);
            case DTLS, RTP, RTCP -> onLegPacket(kind, data, length, from, nowNanos);
            case UNKNOWN -> loop.tally.dropped(Drop.MALFORMED);
        }
    }

    private void onLegPacket(PacketKind kind, byte[] data, int length, Path from, long nowNanos) {
        Optional<IceLiteAgent<Leg>> agent = loop.registry.atAddress(from);
        if (agent.isEmpty()) {
            loop.tally.dropped(Drop.STRANGER);
            return;
        }
        Leg leg = agent.get().output();
        if (kind == PacketKind.DTLS) {
            leg.onDtls(data, length, from, nowNanos);
        } else {
            leg.onSrtp(data, length, kind == PacketKind.RTCP, from, nowNanos);
        }
    }

    private void onStun(byte[] data, int length, Path from, long nowNanos) {
        Optional<StunMessage> message = StunMessage.parse(data, length);
        if (message.isEmpty()) {
            loop.tally.stunDropped(StunDrop.MALFORMED);
            return;
        }
        if (message.get().type() != StunMessage.BINDING_REQUEST) {
            // Indications keep address translators awake; responses can't be, for we never ask.
            return;
        }
        Optional<String> ufrag = message.get().receiverUfrag();
        Optional<IceLiteAgent<Leg>> agent = ufrag.flatMap(loop.registry::withUfrag);
        if (agent.isEmpty()) {
            loop.tally.stunDropped(StunDrop.UNKNOWN_UFRAG);
            return;
        }
        agent.get().output().onStun(message.get(), ufrag.get(), from, nowNanos);
    }
}
