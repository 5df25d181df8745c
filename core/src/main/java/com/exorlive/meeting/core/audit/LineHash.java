package com.exorlive.meeting.core.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/// SHA-256 over a line and the hash of the line before it. Each part goes in with its length before
/// it, so that no two lines have the same bytes. docs/audit.md describes it for other verifiers.
final class LineHash {
    static final int LENGTH = 32;

    /// What the first line has before it.
    static final String NONE = text(new byte[LENGTH]);

    private static final String FORMAT = "exorlive-audit-line-1";

    private LineHash() {}

    static String of(long seq, Instant at, String node, AuditLine line, String previous) {
        var bytes = new ByteArrayOutputStream(400);
        try (var out = new DataOutputStream(bytes)) {
            part(out, FORMAT);
            out.writeLong(seq);
            out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, at));
            part(out, node);
            part(out, line.event());
            part(out, line.actor());
            part(out, line.target());
            part(out, line.outcome());
            part(out, line.about());
            part(out, line.organisation());
            part(out, line.unit());
            part(out, line.reference());
            part(out, line.role());
            out.write(bytes(previous));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text(sha256(bytes.toByteArray()));
    }

    private static void part(DataOutputStream out, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] sha256(byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String text(byte[] hash) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    static byte[] bytes(String hash) {
        return Base64.getUrlDecoder().decode(hash);
    }
}
