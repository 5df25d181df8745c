package com.exorlive.meeting.sfu.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.exorlive.meeting.sfu.dtls.DtlsFuzzing;
import com.exorlive.meeting.sfu.ice.IceCredentials;
import com.exorlive.meeting.sfu.ice.StunKey;
import com.exorlive.meeting.sfu.ice.StunMessage;
import com.exorlive.meeting.sfu.rtp.PacketKind;
import com.exorlive.meeting.sfu.rtp.TransportFeedback;
import com.exorlive.meeting.sfu.sdp.AnswerReader;
import com.exorlive.meeting.sfu.srtp.SrtpMasterKey;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import com.exorlive.meeting.sfu.srtp.SrtpReceiver;
import com.exorlive.meeting.sfu.srtp.SrtpSender;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/// Everything that reads what comes from outside, as one target: the first byte of an input says
/// which. Nothing may throw. Jazzer calls `fuzzerTestOneInput` (`sfu/fuzz`), and so do tests.
public final class ParserTarget {
    static final IceCredentials CREDENTIALS = new IceCredentials("abcd", "p".repeat(24));

    private static final int KINDS = 5;
    private static final int MAX_PACKET = 1500;
    private static final StunKey KEY = new StunKey(CREDENTIALS.password().getBytes(US_ASCII));

    private ParserTarget() {}

    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        byte[] data = Arrays.copyOfRange(input, 1, Math.min(input.length, MAX_PACKET + 1));
        switch ((input[0] & 0xFF) % KINDS) {
            case 0 -> stun(data);
            case 1 -> stun(withFingerprint(data));
            case 2 -> {
                srtp(data);
                feedback(data);
            }
            case 3 -> {
                PacketKind.of(data, data.length);
                DtlsFuzzing.admit(data);
            }
            default -> AnswerReader.read(new String(input, 1, input.length - 1, ISO_8859_1));
        }
    }

    /// Good inputs of each kind.
    public static List<byte[]> corpus() throws InterruptedException, IOException {
        List<byte[]> corpus = new ArrayList<>();
        for (byte[] packet : Corpus.stun(CREDENTIALS)) {
            corpus.add(prefixed(0, packet));
            corpus.add(prefixed(1, packet));
        }
        Corpus.rtp().forEach(packet -> corpus.add(prefixed(2, packet)));
        Corpus.rtcp().forEach(packet -> corpus.add(prefixed(2, packet)));
        Corpus.dtls().forEach(packet -> corpus.add(prefixed(3, packet)));
        try (InputStream in =
                ParserTarget.class.getResourceAsStream("/answers/chromium-active.sdp")) {
            corpus.add(prefixed(4, in.readAllBytes()));
        }
        return corpus;
    }

    private static void stun(byte[] data) {
        StunMessage.parse(data, data.length).ifPresent(ParserTarget::use);
    }

    private static void use(StunMessage message) {
        message.type();
        message.transactionId();
        message.receiverUfrag();
        message.integrityMatches(KEY);
        message.usesCandidate();
        message.isFromControlled();
        message.mappedAddress();
        message.errorCode();
    }

    private static void srtp(byte[] data) {
        byte[] out = new byte[MAX_PACKET + 64];
        for (SrtpProfile profile : SrtpProfile.PREFERENCE) {
            var key = new SrtpMasterKey(new byte[16], new byte[profile.saltLength()]);
            var receiver = new SrtpReceiver(profile, key);
            receiver.isProven(data, data.length, false);
            receiver.isProven(data, data.length, true);
            receiver.unprotectRtp(data, data.length, out);
            receiver.unprotectRtcp(data, data.length, out);
            var sender = new SrtpSender(profile, key);
            sender.protectRtp(data, data.length, out);
            sender.protectRtcp(data, data.length, out);
        }
    }

    private static void feedback(byte[] data) {
        var feedback = new TransportFeedback();
        if (TransportFeedback.isOne(data, 0, data.length) && feedback.read(data, 0, data.length)) {
            byte[] out = new byte[MAX_PACKET];
            feedback.write(0, feedback.count(), out, 0, out.length);
            feedback.write(feedback.count() / 2, feedback.count(), out, 0, out.length);
        }
    }

    /// A message whose checksum at its end fits: what the checksum hides from chance.
    private static byte[] withFingerprint(byte[] data) {
        if (data.length < 28) {
            return data;
        }
        byte[] fixed = Arrays.copyOf(data, data.length & ~3);
        int at = fixed.length - 8;
        write(fixed, 4, 0x2112A442);
        fixed[2] = (byte) ((fixed.length - 20) >>> 8);
        fixed[3] = (byte) (fixed.length - 20);
        write(fixed, at, 0x80280004);
        CRC32 crc = new CRC32();
        crc.update(fixed, 0, at);
        write(fixed, at + 4, (int) crc.getValue() ^ 0x5354554E);
        return fixed;
    }

    private static void write(byte[] to, int at, int value) {
        for (int i = 0; i < 4; i++) {
            to[at + i] = (byte) (value >>> (24 - 8 * i));
        }
    }

    private static byte[] prefixed(int kind, byte[] packet) {
        byte[] input = new byte[packet.length + 1];
        input[0] = (byte) kind;
        System.arraycopy(packet, 0, input, 1, packet.length);
        return input;
    }
}
