package com.exorlive.meeting.loadtests.floor;

import com.exorlive.meeting.sfu.srtp.SrtpMasterKey;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import com.exorlive.meeting.sfu.srtp.SrtpReceiver;
import com.exorlive.meeting.sfu.srtp.SrtpSender;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/// Decrypts with the sender's key and encrypts with the receiver's, as the SFU does, with keys that
/// everybody knows. Confined to one event loop.
final class SrtpRecrypt implements Recrypt {
    private final Map<InetSocketAddress, SrtpReceiver> receivers = new HashMap<>();
    private final Map<InetSocketAddress, SrtpSender> senders = new HashMap<>();
    private final byte[] plain = new byte[2048];

    /// The other side of it: what a participant encrypts with.
    static SrtpSender participant() {
        return new SrtpSender(SrtpProfile.AEAD_AES_128_GCM, key(1));
    }

    private static SrtpMasterKey key(int number) {
        var key = new byte[16];
        key[0] = (byte) number;
        return new SrtpMasterKey(key, new byte[12]);
    }

    @Override
    public int apply(
            byte[] data, int length, InetSocketAddress from, InetSocketAddress to, byte[] result) {
        SrtpReceiver receiver = receivers.computeIfAbsent(from, _ -> newReceiver());
        int opened = receiver.unprotectRtp(data, length, plain);
        if (opened < 0) {
            return opened;
        }
        SrtpSender sender = senders.computeIfAbsent(to, _ -> newSender());
        return sender.protectRtp(plain, opened, result);
    }

    private static SrtpReceiver newReceiver() {
        return new SrtpReceiver(SrtpProfile.AEAD_AES_128_GCM, key(1));
    }

    private static SrtpSender newSender() {
        return new SrtpSender(SrtpProfile.AEAD_AES_128_GCM, key(2));
    }
}
