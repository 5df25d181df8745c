package com.exorlive.meeting.sfu.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.exorlive.meeting.sfu.dtls.DtlsCertificate;
import com.exorlive.meeting.sfu.dtls.DtlsRecord;
import com.exorlive.meeting.sfu.dtls.DtlsTestClient;
import com.exorlive.meeting.sfu.ice.IceCredentials;
import com.exorlive.meeting.sfu.ice.StunKey;
import com.exorlive.meeting.sfu.ice.StunMessage;
import com.exorlive.meeting.sfu.ice.StunWriter;
import com.exorlive.meeting.sfu.srtp.SrtpProfile;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Good packets of each kind that the port takes.
public final class Corpus {
    private static final int MARKER = 0x80;

    private Corpus() {}

    /// All kinds together.
    public static List<byte[]> packets(IceCredentials credentials) throws InterruptedException {
        List<byte[]> all = new ArrayList<>(stun(credentials));
        all.addAll(dtls());
        all.addAll(rtp());
        all.addAll(rtcp());
        return all;
    }

    public static List<byte[]> stun(IceCredentials credentials) {
        var writer = new StunWriter();
        var key = new StunKey(credentials.password().getBytes(US_ASCII));
        List<byte[]> made = new ArrayList<>();
        for (int type :
                new int[] {
                    StunMessage.BINDING_REQUEST,
                    StunMessage.BINDING_INDICATION,
                    StunMessage.BINDING_SUCCESS,
                    StunMessage.BINDING_ERROR
                }) {
            writer.begin(type, new byte[12])
                    .username(credentials.ufrag() + ":peer")
                    .controlling(7)
                    .priority(1)
                    .useCandidate();
            made.add(Arrays.copyOf(writer.array(), writer.finish(key)));
        }
        writer.begin(StunMessage.BINDING_REQUEST, new byte[12])
                .username(credentials.ufrag() + ":peer")
                .controlled(7)
                .attribute(0x7777, new byte[9])
                .errorCode(401);
        made.add(Arrays.copyOf(writer.array(), writer.finish(key)));
        made.add(Arrays.copyOf(writer.array(), writer.finishUnauthenticated()));
        return made;
    }

    /// A ClientHello as a browser's, in pieces, and one record of each other kind.
    public static List<byte[]> dtls() throws InterruptedException {
        var sent = new LinkedBlockingQueue<byte[]>();
        var client =
                new DtlsTestClient(
                        DtlsCertificate.generate(new SecureRandom(), Instant.EPOCH),
                        SrtpProfile.PREFERENCE,
                        1200,
                        sent::add);
        client.start();
        List<byte[]> made = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            byte[] flight = sent.poll(10, TimeUnit.SECONDS);
            if (flight != null) {
                made.add(flight);
            }
        }
        client.abandon();
        made.add(DtlsRecord.of(20, 0, new byte[] {1}));
        made.add(DtlsRecord.of(21, 0, new byte[] {2, 40}));
        made.add(DtlsRecord.of(21, 0, new byte[] {1, 0}));
        made.add(DtlsRecord.of(21, 1, new byte[26]));
        made.add(DtlsRecord.of(22, 1, new byte[48]));
        made.add(DtlsRecord.of(23, 1, new byte[80]));
        return made;
    }

    public static List<byte[]> rtp() {
        List<byte[]> made = new ArrayList<>();
        for (int length : new int[] {12, 40, 160, 1200, 1484}) {
            byte[] packet = new byte[length];
            packet[0] = (byte) 0x80;
            packet[1] = (byte) (length > 160 ? MARKER | 96 : 111);
            packet[11] = (byte) length;
            made.add(packet);
        }
        byte[] extended = new byte[80];
        extended[0] = (byte) 0x92;
        extended[1] = 96;
        extended[20] = (byte) 0xBE;
        extended[21] = (byte) 0xDE;
        extended[23] = 3;
        made.add(extended);
        return made;
    }

    public static List<byte[]> rtcp() {
        List<byte[]> made = new ArrayList<>();
        for (int type : new int[] {200, 201, 202, 203, 205, 206}) {
            byte[] packet = new byte[52];
            packet[0] = (byte) 0x81;
            packet[1] = (byte) type;
            packet[3] = 12;
            packet[48] = (byte) 0x80;
            made.add(packet);
        }
        return made;
    }
}
