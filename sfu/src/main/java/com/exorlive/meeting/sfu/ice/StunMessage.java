package com.exorlive.meeting.sfu.ice;

import static com.exorlive.meeting.sfu.wire.NetworkOrder.i32;
import static com.exorlive.meeting.sfu.wire.NetworkOrder.u16;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;

/// One STUN message (RFC 8489) as it lies in the caller's array: valid until the caller uses the
/// array again. Attributes behind MESSAGE-INTEGRITY other than FINGERPRINT are not seen, as section
/// 14.5 demands.
public final class StunMessage {
    public static final int BINDING_REQUEST = 0x0001;
    public static final int BINDING_INDICATION = 0x0011;
    public static final int BINDING_SUCCESS = 0x0101;
    public static final int BINDING_ERROR = 0x0111;

    static final int USERNAME = 0x0006;
    static final int MESSAGE_INTEGRITY = 0x0008;
    static final int ERROR_CODE = 0x0009;
    static final int UNKNOWN_ATTRIBUTES = 0x000A;
    static final int XOR_MAPPED_ADDRESS = 0x0020;
    static final int PRIORITY = 0x0024;
    static final int USE_CANDIDATE = 0x0025;
    static final int FINGERPRINT = 0x8028;
    static final int ICE_CONTROLLED = 0x8029;
    static final int ICE_CONTROLLING = 0x802A;

    static final int HEADER = 20;
    static final int MAGIC_COOKIE = 0x2112A442;
    static final int FINGERPRINT_XOR = 0x5354554E;

    /// No ICE message has half as many; more means somebody plays with us.
    private static final int MAX_ATTRIBUTES = 24;

    private final byte[] data;
    private final int integrityAt;
    private final int attributesEnd;

    private StunMessage(byte[] data, int integrityAt, int attributesEnd) {
        this.data = data;
        this.integrityAt = integrityAt;
        this.attributesEnd = attributesEnd;
    }

    /// Empty unless it is a well-formed message with a right FINGERPRINT at its end (ICE demands
    /// one: RFC 8445 section 7.1).
    public static Optional<StunMessage> parse(byte[] data, int length) {
        if (length < HEADER || (data[0] & 0xC0) != 0 || length % 4 != 0) {
            return Optional.empty();
        }
        if (u16(data, 2) != length - HEADER || i32(data, 4) != MAGIC_COOKIE) {
            return Optional.empty();
        }
        int integrityAt = -1;
        int count = 0;
        int at = HEADER;
        while (at < length) {
            if (++count > MAX_ATTRIBUTES || at + 4 > length) {
                return Optional.empty();
            }
            int type = u16(data, at);
            int next = at + 4 + padded(u16(data, at + 2));
            if (next > length) {
                return Optional.empty();
            }
            if (type == MESSAGE_INTEGRITY && integrityAt < 0) {
                if (u16(data, at + 2) != StunKey.LENGTH) {
                    return Optional.empty();
                }
                integrityAt = at;
            }
            if (type == FINGERPRINT) {
                if (next != length || u16(data, at + 2) != 4 || !fingerprintFits(data, at)) {
                    return Optional.empty();
                }
                int end = integrityAt < 0 ? at : integrityAt;
                return Optional.of(new StunMessage(data, integrityAt, end));
            }
            at = next;
        }
        return Optional.empty();
    }

    public int type() {
        return u16(data, 0);
    }

    /// The 12 bytes that tie a response to its request.
    public byte[] transactionId() {
        return Arrays.copyOfRange(data, 8, HEADER);
    }

    /// The part of USERNAME before the colon: whose check this is.
    public Optional<String> receiverUfrag() {
        int at = find(USERNAME);
        if (at < 0) {
            return Optional.empty();
        }
        int length = Math.min(u16(data, at + 2), 513);
        String username = new String(data, at + 4, length, StandardCharsets.ISO_8859_1);
        int colon = username.indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(username.substring(0, colon));
    }

    /// Whether the message was made with this password.
    public boolean integrityMatches(StunKey key) {
        if (integrityAt < 0) {
            return false;
        }
        byte[] computed = key.compute(data, integrityAt);
        byte[] claimed =
                Arrays.copyOfRange(data, integrityAt + 4, integrityAt + 4 + StunKey.LENGTH);
        return MessageDigest.isEqual(computed, claimed);
    }

    public boolean has(int attribute) {
        return find(attribute) >= 0;
    }

    public boolean usesCandidate() {
        return has(USE_CANDIDATE);
    }

    public boolean isFromControlled() {
        return has(ICE_CONTROLLED);
    }

    /// What RFC 8445 section 7.1 demands of a check besides its authentication.
    boolean isCompleteCheck() {
        int priority = find(PRIORITY);
        int role = find(ICE_CONTROLLING);
        int useCandidate = find(USE_CANDIDATE);
        return priority >= 0
                && u16(data, priority + 2) == 4
                && role >= 0
                && u16(data, role + 2) == 8
                && (useCandidate < 0 || u16(data, useCandidate + 2) == 0);
    }

    /// A comprehension-required attribute (RFC 8489 section 14) that we do not comprehend, or -1.
    int unknownRequired() {
        for (int at = HEADER; at < attributesEnd; at += 4 + padded(u16(data, at + 2))) {
            int type = u16(data, at);
            if (type < 0x8000 && !isComprehended(type)) {
                return type;
            }
        }
        return -1;
    }

    /// The value of the XOR-MAPPED-ADDRESS port and address, for those who send checks.
    public Optional<InetSocketAddress> mappedAddress() {
        int at = find(XOR_MAPPED_ADDRESS);
        return at < 0 ? Optional.empty() : StunAddress.read(data, at + 4, u16(data, at + 2));
    }

    /// The code of an error response, or 0.
    public int errorCode() {
        int at = find(ERROR_CODE);
        return at < 0 || u16(data, at + 2) < 4
                ? 0
                : (data[at + 6] & 0x07) * 100 + (data[at + 7] & 0xFF);
    }

    private int find(int attribute) {
        for (int at = HEADER; at < attributesEnd; at += 4 + padded(u16(data, at + 2))) {
            if (u16(data, at) == attribute) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isComprehended(int type) {
        return switch (type) {
            case USERNAME,
                    ERROR_CODE,
                    UNKNOWN_ATTRIBUTES,
                    XOR_MAPPED_ADDRESS,
                    PRIORITY,
                    USE_CANDIDATE ->
                    true;
            default -> false;
        };
    }

    private static boolean fingerprintFits(byte[] data, int at) {
        return i32(data, at + 4) == fingerprint(data, at);
    }

    static int fingerprint(byte[] data, int length) {
        CRC32 crc = new CRC32();
        crc.update(data, 0, length);
        return (int) crc.getValue() ^ FINGERPRINT_XOR;
    }

    static int padded(int length) {
        return (length + 3) & ~3;
    }
}
