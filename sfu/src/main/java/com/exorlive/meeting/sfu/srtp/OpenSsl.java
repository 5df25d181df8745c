package com.exorlive.meeting.sfu.srtp;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;

/// OpenSSL's AES-GCM for the legs of one event loop, which share the memory that a packet passes
/// through. Confined to that loop.
final class OpenSsl implements SrtpCrypto {
    /// Longer than any packet that reaches SRTP.
    static final int MAX_PACKET = 2048;

    private final Scratch scratch = new Scratch();

    /// Tries the library before anybody relies on it.
    ///
    /// @throws LinkageError if there is no usable library
    OpenSsl() {
        if (!agreesWithJdk()) {
            throw new UnsatisfiedLinkError("OpenSSL's AES-GCM differs from the JDK's");
        }
    }

    @Override
    public String library() {
        return LibCrypto.version();
    }

    @Override
    public GcmKey gcm(byte[] key) {
        return new OpenSslGcm(scratch, key);
    }

    @Override
    public int livingKeys() {
        return scratch.living;
    }

    /// Native memory that lives as long as somebody has this object. Only sums that reach it are
    /// written here.
    static final class Scratch {
        private static final int TAG_PARAMS = 80;
        private static final int OSSL_PARAM_OCTET_STRING = 5;

        private final Arena arena = Arena.ofAuto();
        final MemorySegment packet = arena.allocate(MAX_PACKET, 64);
        final MemorySegment iv = arena.allocate(GcmKey.IV, 8);
        final MemorySegment tag = arena.allocate(GcmKey.TAG, 8);
        final MemorySegment behind = arena.allocate(8, 8);

        /// Where C writes how much it wrote: a `size_t`.
        private final MemorySegment length = arena.allocate(JAVA_LONG);

        private final MemorySegment tagName = arena.allocateFrom("tag");
        private final MemorySegment tagParams = tagParams();
        final long packetAddress = packet.address();
        final long ivAddress = iv.address();
        final long tagAddress = tag.address();
        final long behindAddress = behind.address();
        final long lengthAddress = length.address();
        final long tagParamsAddress = tagParams.address();
        int living;

        /// Two OSSL_PARAM: where the tag is, and the end.
        private MemorySegment tagParams() {
            MemorySegment params = arena.allocate(TAG_PARAMS, 8);
            params.set(JAVA_LONG, 0, tagName.address());
            params.set(JAVA_INT, 8, OSSL_PARAM_OCTET_STRING);
            params.set(JAVA_LONG, 16, tag.address());
            params.set(JAVA_LONG, 24, GcmKey.TAG);
            return params;
        }
    }

    private boolean agreesWithJdk() {
        var random = new Random(1);
        byte[] key = new byte[GcmKey.LENGTH];
        random.nextBytes(key);
        var theirs = new JdkGcm(key);
        try (GcmKey ours = gcm(key)) {
            for (int text : new int[] {0, 1, 15, 16, 160, 1200}) {
                if (!agree(ours, theirs, text, random)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean agree(GcmKey ours, GcmKey theirs, int text, Random random) {
        int header = 20;
        byte[] iv = new byte[GcmKey.IV];
        byte[] packet = new byte[header + text];
        byte[] word = new byte[4];
        random.nextBytes(iv);
        random.nextBytes(packet);
        byte[] sealed = new byte[packet.length + GcmKey.TAG];
        byte[] expected = new byte[packet.length + GcmKey.TAG];
        byte[] opened = new byte[packet.length];
        ours.seal(iv, packet, header, packet.length, word, sealed);
        theirs.seal(iv, packet, header, packet.length, word, expected);
        int length = ours.open(iv, sealed, header, sealed.length, word, opened);
        sealed[sealed.length - 1] ^= 1;
        int forged = ours.open(iv, sealed, header, sealed.length, word, new byte[packet.length]);
        sealed[sealed.length - 1] ^= 1;
        return Arrays.equals(sealed, expected)
                && length == packet.length
                && Arrays.equals(opened, packet)
                && forged == SrtpTransform.FORGED;
    }
}
