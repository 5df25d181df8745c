package com.exorlive.meeting.loadtests.media;

import com.exorlive.meeting.sfu.srtp.SrtpKeyingMaterial;
import com.exorlive.meeting.sfu.srtp.SrtpReceiver;
import com.exorlive.meeting.sfu.srtp.SrtpSender;

/// SRTP with the keys of a handshake in which the participant was the client.
final class SrtpProtection implements Protection {
    /// Of the other one's streams a page keeps all that it ever saw under one key; after so many
    /// returns of the other one it would have to come anew itself.
    private static final int MAX_STREAMS = 1024;

    private final SrtpSender sender;
    private final SrtpReceiver receiver;

    SrtpProtection(SrtpKeyingMaterial keys) {
        sender = new SrtpSender(keys.profile(), keys.client());
        receiver = new SrtpReceiver(keys.profile(), keys.server(), MAX_STREAMS);
    }

    @Override
    public int sealRtp(byte[] in, int length, byte[] out) {
        return sender.protectRtp(in, length, out);
    }

    @Override
    public int sealRtcp(byte[] in, int length, byte[] out) {
        return sender.protectRtcp(in, length, out);
    }

    @Override
    public int openRtp(byte[] in, int length, byte[] out) {
        return receiver.unprotectRtp(in, length, out);
    }

    @Override
    public int openRtcp(byte[] in, int length, byte[] out) {
        return receiver.unprotectRtcp(in, length, out);
    }
}
