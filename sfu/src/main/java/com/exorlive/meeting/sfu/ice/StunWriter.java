package com.exorlive.meeting.sfu.ice;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// Builds STUN messages (RFC 8489) in one array that it uses again and again: what it built is
/// valid until `begin`. Confined to one thread.
public final class StunWriter {
    private static final int CAPACITY = 1024;

    private final byte[] data = new byte[CAPACITY];
    private int length;

    public StunWriter begin(int type, byte[] transactionId) {
        u16(0, type);
        i32(4, StunMessage.MAGIC_COOKIE);
        System.arraycopy(transactionId, 0, data, 8, 12);
        length = StunMessage.HEADER;
        return this;
    }

    public StunWriter username(String username) {
        return attribute(StunMessage.USERNAME, username.getBytes(StandardCharsets.UTF_8));
    }

    public StunWriter xorMappedAddress(InetSocketAddress address) {
        int size = StunAddress.length(address);
        int at = open(StunMessage.XOR_MAPPED_ADDRESS, size);
        StunAddress.write(data, at, address);
        return this;
    }

    public StunWriter errorCode(int code) {
        int at = open(StunMessage.ERROR_CODE, 4);
        i32(at, ((code / 100) << 8) | (code % 100));
        return this;
    }

    public StunWriter unknownAttribute(int type) {
        int at = open(StunMessage.UNKNOWN_ATTRIBUTES, 2);
        u16(at, type);
        return this;
    }

    public StunWriter priority(int priority) {
        int at = open(StunMessage.PRIORITY, 4);
        i32(at, priority);
        return this;
    }

    public StunWriter useCandidate() {
        open(StunMessage.USE_CANDIDATE, 0);
        return this;
    }

    public StunWriter controlling(long tieBreaker) {
        return role(StunMessage.ICE_CONTROLLING, tieBreaker);
    }

    public StunWriter controlled(long tieBreaker) {
        return role(StunMessage.ICE_CONTROLLED, tieBreaker);
    }

    /// Any attribute, for tests and for what has no method of its own.
    public StunWriter attribute(int type, byte[] value) {
        int at = open(type, value.length);
        System.arraycopy(value, 0, data, at, value.length);
        return this;
    }

    /// Adds MESSAGE-INTEGRITY and FINGERPRINT.
    ///
    /// @return the whole length
    public int finish(StunKey key) {
        byte[] integrity = key.compute(data, length);
        attribute(StunMessage.MESSAGE_INTEGRITY, integrity);
        return finishUnauthenticated();
    }

    /// Adds FINGERPRINT only.
    public int finishUnauthenticated() {
        int at = open(StunMessage.FINGERPRINT, 4);
        u16(2, length - StunMessage.HEADER);
        i32(at, StunMessage.fingerprint(data, at - 4));
        return length;
    }

    /// The array in which the message lies, from its beginning.
    public byte[] array() {
        return data;
    }

    private StunWriter role(int type, long tieBreaker) {
        int at = open(type, 8);
        i32(at, (int) (tieBreaker >>> 32));
        i32(at + 4, (int) tieBreaker);
        return this;
    }

    private int open(int type, int size) {
        u16(length, type);
        u16(length + 2, size);
        int at = length + 4;
        int end = at + StunMessage.padded(size);
        for (int i = at; i < end; i++) {
            data[i] = 0;
        }
        length = end;
        return at;
    }

    private void u16(int at, int value) {
        data[at] = (byte) (value >>> 8);
        data[at + 1] = (byte) value;
    }

    private void i32(int at, int value) {
        u16(at, value >>> 16);
        u16(at + 2, value);
    }
}
