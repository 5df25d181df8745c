package com.exorlive.meeting.signaling.redis;

import com.exorlive.meeting.signaling.protocol.MeetingId;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/// Meeting ids as core makes them.
final class TestIds {
    private TestIds() {}

    static MeetingId from(Instant notBefore) {
        var random = new byte[16];
        new SecureRandom().nextBytes(random);
        var bytes =
                ByteBuffer.allocate(25)
                        .put((byte) 1)
                        .putInt((int) notBefore.getEpochSecond())
                        .putInt((int) notBefore.plus(Duration.ofHours(8)).getEpochSecond())
                        .put(random);
        return new MeetingId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array()));
    }
}
