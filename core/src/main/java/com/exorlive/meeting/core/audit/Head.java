package com.exorlive.meeting.core.audit;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// What the chain was at one time, to be signed and taken elsewhere: a checkpoint of C2SP
/// tlog-checkpoint, with the last line's hash and the time as its extension lines.
///
/// @param origin whose chain it is
/// @param root of the Merkle tree over all lines' hashes, in base64url (base64 in the note)
/// @param last the hash of the last line
record Head(String origin, long length, String root, String last, Instant at) {
    private static final String SIGNED_BY = "\u2014 ";

    private String text() {
        return origin
                + "\n"
                + length
                + "\n"
                + Base64.getEncoder().encodeToString(LineHash.bytes(root))
                + "\nlast "
                + last
                + "\ntime "
                + at
                + "\n";
    }

    /// The text with its signature: a C2SP signed note.
    String note(HeadKey key) {
        var verifier = key.verifier();
        var hash = verifier.hash();
        var signature = key.sign(text());
        var both = Arrays.copyOf(hash, hash.length + signature.length);
        System.arraycopy(signature, 0, both, hash.length, signature.length);
        return text()
                + "\n"
                + SIGNED_BY
                + verifier.name()
                + " "
                + Base64.getEncoder().encodeToString(both)
                + "\n";
    }

    /// Reads a note.
    ///
    /// @return empty if it is none, or not signed by this key
    static Optional<Head> read(String note, HeadVerifierKey key) {
        var end = note.indexOf("\n\n" + SIGNED_BY);
        if (end < 0) {
            return Optional.empty();
        }
        var text = note.substring(0, end + 1);
        var isSigned =
                note.substring(end + 2).lines().anyMatch(line -> isSignature(text, line, key));
        return isSigned ? parse(text) : Optional.empty();
    }

    private static boolean isSignature(String text, String line, HeadVerifierKey key) {
        var start = SIGNED_BY + key.name() + " ";
        if (!line.startsWith(start)) {
            return false;
        }
        try {
            var bytes = Base64.getDecoder().decode(line.substring(start.length()));
            return bytes.length > 4
                    && Arrays.equals(Arrays.copyOf(bytes, 4), key.hash())
                    && key.isSignature(text, Arrays.copyOfRange(bytes, 4, bytes.length));
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static Optional<Head> parse(String text) {
        var lines = text.lines().toList();
        if (lines.size() != 5
                || !lines.get(3).startsWith("last ")
                || !lines.get(4).startsWith("time ")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Head(
                            lines.getFirst(),
                            Long.parseLong(lines.get(1)),
                            LineHash.text(Base64.getDecoder().decode(lines.get(2))),
                            lines.get(3).substring(5),
                            Instant.parse(lines.get(4).substring(5))));
        } catch (IllegalArgumentException | DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
