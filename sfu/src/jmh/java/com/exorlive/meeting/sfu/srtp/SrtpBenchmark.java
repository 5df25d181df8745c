package com.exorlive.meeting.sfu.srtp;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What a forwarded packet costs in SRTP: decrypted with one leg's key, encrypted with the other's.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class SrtpBenchmark {
    private static final int HEADER = 28;
    private static final int SSRC = 7;

    @Param({"openssl", "jdk"})
    String library;

    @Param({"AEAD_AES_128_GCM", "AES128_CM_HMAC_SHA1_80"})
    SrtpProfile profile;

    @Param({"1200", "160"})
    int size;

    private final byte[] sealed = new byte[2000];
    private final byte[] plain = new byte[2000];
    private final byte[] out = new byte[2000];
    private SrtpTransform from;
    private SrtpTransform to;
    private int length;
    private long index;

    @Setup
    public void seal() throws SrtpCryptoException {
        SrtpCrypto crypto = library.equals("jdk") ? SrtpCrypto.jdk() : SrtpCrypto.openSsl();
        from = crypto.transform(profile, key(1));
        to = crypto.transform(profile, key(2));
        length = from.protectRtp(new byte[size], HEADER, size, SSRC, 1, sealed);
    }

    @Benchmark
    public int forward() {
        int opened = from.unprotectRtp(sealed, HEADER, length, SSRC, 1, plain);
        return to.protectRtp(plain, HEADER, opened, SSRC, ++index, out);
    }

    private SrtpMasterKey key(int number) {
        byte[] key = new byte[16];
        Arrays.fill(key, (byte) number);
        return new SrtpMasterKey(key, new byte[profile.saltLength()]);
    }
}
