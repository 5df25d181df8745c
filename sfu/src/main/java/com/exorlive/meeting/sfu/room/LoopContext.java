package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.dtls.Dtls;
import com.exorlive.meeting.sfu.ice.IceAgentRegistry;
import com.exorlive.meeting.sfu.ice.IceCredentials;
import com.exorlive.meeting.sfu.ice.StunWriter;
import com.exorlive.meeting.sfu.rtp.TransportFeedback;
import com.exorlive.meeting.sfu.sdp.AnnouncedAddress;
import com.exorlive.meeting.sfu.sdp.Fingerprint;
import com.exorlive.meeting.sfu.srtp.SrtpCrypto;
import java.security.SecureRandom;
import java.util.List;

/// What all rooms of one event loop share. Confined to it, but for the tally.
final class LoopContext {
    /// Longest packet that goes through; what protection adds comes on top.
    static final int MAX_PACKET = 1500;

    private static final int MAX_OVERHEAD = 64;

    final IceAgentRegistry<Leg> registry = new IceAgentRegistry<>();
    final StunWriter stunWriter = new StunWriter();
    final Tally tally = new Tally();
    final byte[] plain = new byte[MAX_PACKET];
    final byte[] sealed = new byte[MAX_PACKET + MAX_OVERHEAD];
    final byte[] pieces = new byte[2 * MAX_PACKET];
    final TransportFeedback feedback = new TransportFeedback();
    final PacketOutput out;
    final Forwarding forwarding;
    final Dtls.Factory dtls;
    final SrtpCrypto crypto;
    final SecureRandom random;
    final Fingerprint fingerprint;
    final List<AnnouncedAddress> addresses;

    LoopContext(
            PacketOutput out,
            Forwarding forwarding,
            Dtls.Factory dtls,
            SrtpCrypto crypto,
            SecureRandom random,
            Fingerprint fingerprint,
            List<AnnouncedAddress> addresses) {
        this.out = out;
        this.forwarding = forwarding;
        this.dtls = dtls;
        this.crypto = crypto;
        this.random = random;
        this.fingerprint = fingerprint;
        this.addresses = List.copyOf(addresses);
    }

    IceCredentials newCredentials() {
        return IceCredentials.generate(random);
    }
}
