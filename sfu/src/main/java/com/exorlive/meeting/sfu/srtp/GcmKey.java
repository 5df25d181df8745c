package com.exorlive.meeting.sfu.srtp;

/// AES-128-GCM (NIST SP 800-38D) under one key, on packets: a header that stays in clear, and a
/// text behind it. Confined to its event loop.
interface GcmKey extends AutoCloseable {
    /// Length of the tag behind the sealed text.
    int TAG = 16;

    /// Length of the nonce.
    int IV = 12;

    /// Length of the key.
    int LENGTH = 16;

    /// Nothing to authenticate besides the header.
    byte[] NOTHING = {};

    /// Writes header, sealed text and tag to `out` and returns their length.
    ///
    /// @param in the packet: `header` bytes, then the text up to `length`
    /// @param behind authenticated as if it followed the header
    int seal(byte[] iv, byte[] in, int header, int length, byte[] behind, byte[] out);

    /// Writes header and text to `out` and returns their length, or [SrtpTransform#FORGED].
    ///
    /// @param in the packet: `header` bytes, then sealed text and tag up to `length`
    /// @param behind authenticated as if it followed the header
    int open(byte[] iv, byte[] in, int header, int length, byte[] behind, byte[] out);

    /// Lets go of the key, and overwrites it where that can be done.
    @Override
    void close();

    /// Refuses what is no packet, before anything is read or written. A bug of ours if it happens:
    /// callers have read the header already.
    static void checkBounds(byte[] in, int header, int length, byte[] out, int outLength) {
        if (header < 0 || header > length || length > in.length || outLength > out.length) {
            throw new IndexOutOfBoundsException("packet outside of its array");
        }
    }
}
