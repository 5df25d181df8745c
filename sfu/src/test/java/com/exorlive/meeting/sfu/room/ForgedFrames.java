package com.exorlive.meeting.sfu.room;

import java.util.Arrays;
import java.util.Base64;

/// What a dishonest SFU would have people see and hear: real frames, which any browser shows that
/// does not insist on encryption.
public final class ForgedFrames {
    /// A VP8 key frame of 160 x 120, all magenta.
    private static final byte[] PICTURE =
            Base64.getDecoder()
                    .decode(
                            "MAcAnQEqoAB4AABHCIWFiIWEiAICAnWqA/gD+gIGw+8FEJxS0qE4paVCcUtKhOKWlQnF"
                                    + "LSoTilpUJxS0qE4paVCbAP72E1//kPtXrxS/8h+//spTZf4mP/sjAA==");

    /// 20 ms of a tone of 880 Hz in Opus.
    private static final byte[] TONE =
            Base64.getDecoder()
                    .decode(
                            "+Jrc4RRPxzaycuUAJpjp6Wsqwhd2pUayxOOWN8QQixWvB5pJKCM3fG7EDA8WXNCix3KD"
                                    + "DaMEmX+YNQvY");

    private ForgedFrames() {}

    /// The picture as the payload of one RTP packet.
    ///
    /// @param like a payload of the stream it goes into: its descriptor (RFC 7741 section 4.2),
    ///     with the frame's number, is taken over
    public static byte[] picture(byte[] like) {
        int descriptor = Math.min(descriptorLength(like), like.length);
        byte[] payload = Arrays.copyOf(like, descriptor + PICTURE.length);
        // Start of a partition, the first one; needed by others.
        payload[0] = (byte) ((payload[0] & 0x80) | 0x10);
        System.arraycopy(PICTURE, 0, payload, descriptor, PICTURE.length);
        return payload;
    }

    public static byte[] tone() {
        return TONE.clone();
    }

    /// An old frame's payload under the number of a new one.
    static byte[] renumbered(byte[] payload, byte[] like) {
        int length = descriptorLength(payload);
        byte[] fresh = payload.clone();
        if (length == descriptorLength(like) && length >= 3) {
            System.arraycopy(like, 1, fresh, 1, length - 1);
        }
        return fresh;
    }

    private static int descriptorLength(byte[] payload) {
        if (payload.length < 2 || (payload[0] & 0x80) == 0) {
            return 1;
        }
        int flags = payload[1];
        int length = 2;
        if ((flags & 0x80) != 0) {
            length += payload.length > 2 && (payload[2] & 0x80) != 0 ? 2 : 1;
        }
        if ((flags & 0x40) != 0) {
            length++;
        }
        return (flags & 0x30) != 0 ? length + 1 : length;
    }
}
