package com.exorlive.meeting.sfu.room;

import com.exorlive.meeting.sfu.dtls.Dtls;
import com.exorlive.meeting.sfu.dtls.DtlsOutput;
import com.exorlive.meeting.sfu.sdp.Fingerprint;
import com.exorlive.meeting.sfu.srtp.SrtpKeyingMaterial;
import com.exorlive.meeting.sfu.srtp.SrtpMasterKey;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import java.util.Arrays;

/// A handshake of two datagrams without secrets: HELLO with a number that makes the keys and a
/// profile, answered by WELCOME; BYE ends it. Waits for the fingerprint as the real one does.
final class FakeDtls implements Dtls {
    static final byte HELLO = 22;
    static final byte WELCOME = 23;
    static final byte BYE = 21;

    private final DtlsOutput out;
    private byte[] hello;
    private boolean isAnnounced;
    private boolean isClosed;
    int datagrams;

    FakeDtls(DtlsOutput out) {
        this.out = out;
    }

    static byte[] hello(int number, SrtpProfile profile) {
        return new byte[] {HELLO, (byte) number, (byte) profile.number()};
    }

    static SrtpKeyingMaterial keys(int number, SrtpProfile profile) {
        return new SrtpKeyingMaterial(profile, key(number, 1, profile), key(number, 2, profile));
    }

    @Override
    public void onDatagram(byte[] data, int length) {
        datagrams++;
        if (data[0] == BYE) {
            out.closedByPeer();
            return;
        }
        boolean isFirst = hello == null;
        hello = Arrays.copyOf(data, length);
        if (isAnnounced) {
            welcome(isFirst);
        }
    }

    @Override
    public void onPeerFingerprint(Fingerprint fingerprint) {
        isAnnounced = true;
        if (hello != null) {
            welcome(true);
        }
    }

    @Override
    public void close() {
        isClosed = true;
    }

    private void welcome(boolean isFirst) {
        if (isClosed) {
            return;
        }
        out.transmit(new byte[] {WELCOME, hello[1], hello[2]});
        if (isFirst) {
            out.connected(keys(hello[1], SrtpProfile.choose(new int[] {hello[2]}).orElseThrow()));
        }
    }

    private static SrtpMasterKey key(int number, int direction, SrtpProfile profile) {
        byte[] key = new byte[16];
        byte[] salt = new byte[profile.saltLength()];
        Arrays.fill(key, (byte) number);
        Arrays.fill(salt, (byte) direction);
        return new SrtpMasterKey(key, salt);
    }
}
