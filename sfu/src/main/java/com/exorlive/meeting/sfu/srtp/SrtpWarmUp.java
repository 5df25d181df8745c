package com.exorlive.meeting.sfu.srtp;

/// Protects and opens some packets with either profile, so that the first participant after a start
/// does not hold up the event loop for the ten milliseconds that loading the ciphers takes.
public final class SrtpWarmUp {
    private static final int PACKETS = 50;
    private static final int LENGTH = 1000;
    private static final int ROOM = 64;
    private static final byte VERSION = (byte) 0x80;

    private SrtpWarmUp() {}

    public static void run() {
        for (SrtpProfile profile : SrtpProfile.PREFERENCE) {
            var key = new SrtpMasterKey(new byte[16], new byte[profile.saltLength()]);
            var sender = new SrtpSender(profile, key);
            var receiver = new SrtpReceiver(profile, key);
            byte[] packet = new byte[LENGTH];
            byte[] sealed = new byte[LENGTH + ROOM];
            byte[] opened = new byte[LENGTH + ROOM];
            packet[0] = VERSION;
            for (int i = 0; i < PACKETS; i++) {
                packet[3] = (byte) i;
                receiver.unprotectRtp(sealed, sender.protectRtp(packet, LENGTH, sealed), opened);
                receiver.unprotectRtcp(sealed, sender.protectRtcp(packet, LENGTH, sealed), opened);
            }
        }
    }
}
