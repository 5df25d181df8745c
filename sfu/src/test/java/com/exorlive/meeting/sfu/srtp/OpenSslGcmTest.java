package com.exorlive.meeting.sfu.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Native code forgives nothing: whatever it is asked, it must behave as the JDK's does.
class OpenSslGcmTest {
    private static final int TRIES = 100_000;
    private static final int LEGS = 100_000;
    private static final int KEYS_OF_A_LEG = 4;
    private static final int PAGE = 4096;

    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final SrtpCrypto crypto = Suite.GCM_OPENSSL.crypto();

    @Test
    void doesWithAnythingWhatTheJdkDoes() {
        byte[] key = bytes(GcmKey.LENGTH);
        var theirs = new JdkGcm(key);
        try (GcmKey ours = crypto.gcm(key)) {
            for (int i = 0; i < TRIES; i++) {
                byte[] in = bytes(random.nextInt(1600));
                byte[] iv = bytes(GcmKey.IV);
                byte[] behind = bytes(random.nextInt(2) * 4);
                int length = near(in.length);
                int header = random.nextInt(4) == 0 ? near(length) : random.nextInt(40);
                int room = near(length + GcmKey.TAG);
                byte[] expected = new byte[Math.max(0, room)];
                byte[] actual = expected.clone();
                boolean isSealing = random.nextBoolean();

                String their = attempt(theirs, isSealing, iv, in, header, length, behind, expected);
                String our = attempt(ours, isSealing, iv, in, header, length, behind, actual);

                assertThat(our).as("seed %d try %d", seed, i).isEqualTo(their);
                assertThat(Arrays.equals(actual, expected) || our.equals("-1"))
                        .as("seed %d try %d", seed, i)
                        .isTrue();
            }
        }
    }

    @Test
    void opensWhatTheJdkSealedAndNothingElse() {
        byte[] key = bytes(GcmKey.LENGTH);
        var theirs = new JdkGcm(key);
        try (GcmKey ours = crypto.gcm(key)) {
            for (int i = 0; i < 10_000; i++) {
                byte[] packet = bytes(12 + random.nextInt(1300));
                byte[] iv = bytes(GcmKey.IV);
                byte[] sealed = new byte[packet.length + GcmKey.TAG];
                theirs.seal(iv, packet, 12, packet.length, GcmKey.NOTHING, sealed);
                byte[] opened = new byte[packet.length];
                boolean isForged = random.nextBoolean();
                sealed[random.nextInt(sealed.length)] ^= isForged ? (byte) 1 : 0;

                int length = ours.open(iv, sealed, 12, sealed.length, GcmKey.NOTHING, opened);

                assertThat(length)
                        .as("seed %d try %d", seed, i)
                        .isEqualTo(isForged ? SrtpTransform.FORGED : packet.length);
                assertThat(opened).isEqualTo(isForged ? new byte[packet.length] : packet);
            }
        }
    }

    @Test
    void refusesWhatIsLongerThanItsMemory() {
        byte[] packet = new byte[OpenSsl.MAX_PACKET + 1];
        byte[] out = new byte[2 * packet.length];
        try (GcmKey key = crypto.gcm(bytes(GcmKey.LENGTH))) {
            assertThatThrownBy(() -> key.seal(new byte[12], packet, 12, packet.length, out, out))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> key.seal(new byte[12], packet, 12, 100, packet, out))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void refusesAKeyOfAnotherLength() {
        assertThatThrownBy(() -> crypto.gcm(new byte[15]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void doesNothingAfterItWasClosed() {
        GcmKey key = crypto.gcm(bytes(GcmKey.LENGTH));
        key.close();
        key.close();

        byte[] packet = new byte[100];
        assertThatThrownBy(() -> key.seal(new byte[12], packet, 12, 50, GcmKey.NOTHING, packet))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> key.open(new byte[12], packet, 12, 50, GcmKey.NOTHING, packet))
                .isInstanceOf(IllegalStateException.class);
        assertThat(crypto.livingKeys()).isZero();
    }

    @Test
    void leavesNoKeyInTheSharedMemory() {
        var scratch = new OpenSsl.Scratch();
        byte[] key = bytes(GcmKey.LENGTH);

        try (var _ = new OpenSslGcm(scratch, key)) {
            byte[] left = scratch.packet.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
            assertThat(left).isEqualTo(new byte[OpenSsl.MAX_PACKET]);
        }
    }

    @Test
    void aHundredThousandLegsLeaveNothingBehind() throws IOException {
        comeAndGo(LEGS / 50);
        long before = residentBytes();

        comeAndGo(LEGS);

        assertThat(crypto.livingKeys()).isZero();
        assertThat(residentBytes() - before).isLessThan(32L << 20);
    }

    private void comeAndGo(int legs) {
        byte[] packet = new byte[200];
        byte[] out = new byte[300];
        byte[] key = bytes(GcmKey.LENGTH);
        for (int i = 0; i < legs; i++) {
            GcmKey[] keys = new GcmKey[KEYS_OF_A_LEG];
            for (int k = 0; k < keys.length; k++) {
                keys[k] = crypto.gcm(key);
                keys[k].seal(new byte[12], packet, 12, packet.length, GcmKey.NOTHING, out);
            }
            for (GcmKey each : keys) {
                each.close();
            }
        }
    }

    /// Linux only, as is the library's name.
    private static long residentBytes() throws IOException {
        String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1);
        return Long.parseLong(pages[1]) * PAGE;
    }

    /// The result, or the name of what was thrown.
    private static String attempt(
            GcmKey key,
            boolean isSealing,
            byte[] iv,
            byte[] in,
            int header,
            int length,
            byte[] behind,
            byte[] out) {
        try {
            int result =
                    isSealing
                            ? key.seal(iv, in, header, length, behind, out)
                            : key.open(iv, in, header, length, behind, out);
            return String.valueOf(result);
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName();
        }
    }

    private int near(int value) {
        return random.nextInt(3) == 0 ? value + random.nextInt(41) - 20 : value;
    }

    private byte[] bytes(int length) {
        byte[] made = new byte[length];
        random.nextBytes(made);
        return made;
    }
}
