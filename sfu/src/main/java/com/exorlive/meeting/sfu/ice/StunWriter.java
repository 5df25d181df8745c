package com.exorlive.meeting.sfu.ice;

import static com.exorlive.meeting.sfu.wire.NetworkOrder.putI32;
import static com.exorlive.meeting.sfu.wire.NetworkOrder.putU16;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// Builds STUN messages (RFC 8489) in one array that it uses again and again: what it built is
/// valid until `begin`. Confined to one thread.
public final class StunWriter {
    private static final int CAPACITY = 1024;

    private final byte[] data = new byte[CAPACITY];
    private int length;

    public StunWriter begin(int type, byte[] transactionId) {
        putU16(data, 0, type);
        putI32(data, 4, StunMessage.MAGIC_COOKIE);
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
        putI32(data, at, ((code / 100) << 8) | (code % 100));
        return this;
    }

    public StunWriter unknownAttribute(int type) {
        int at = open(StunMessage.UNKNOWN_ATTRIBUTES, 2);
        putU16(data, at, type);
        return this;
    }

    public StunWriter priority(int priority) {
        int at = open(StunMessage.PRIORITY, 4);
        putI32(data, at, priority);
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
        putU16(data, 2, length - StunMessage.HEADER);
        putI32(data, at, StunMessage.fingerprint(data, at - 4));
        return length;
    }

    /// The array in which the message lies, from its beginning.
    public byte[] array() {
        return data;
    }

    private StunWriter role(int type, long tieBreaker) {
        int at = open(type, 8);
        putI32(data, at, (int) (tieBreaker >>> 32));
        putI32(data, at + 4, (int) tieBreaker);
        return this;
    }

    private int open(int type, int size) {
        putU16(data, length, type);
        putU16(data, length + 2, size);
        int at = length + 4;
        int end = at + StunMessage.padded(size);
        for (int i = at; i < end; i++) {
            data[i] = 0;
        }
        length = end;
        return at;
    }
}
