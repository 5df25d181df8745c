package com.exorlive.meeting.sfucontrol.janus;

import com.exorlive.meeting.sfucontrol.SfuEvent.RefusalReason;
import java.util.Optional;
import java.util.regex.Pattern;

/// What of a browser's description is looked at before Janus gets it: that it is SDP within limits,
/// of sound and pictures, with a certificate; and that it makes Janus knock at nobody's door.
record BrowserSdp(String text) {
    private static final int MAX_LENGTH = 64_000;
    private static final int MAX_SECTIONS = 8;
    private static final Pattern LINES = Pattern.compile("(?:[a-z]=[\\x20-\\x7E]*\\r\\n)+");
    private static final Pattern SECTION = Pattern.compile("(?m)^m=(?:audio|video) ");
    private static final Pattern ANY_SECTION = Pattern.compile("(?m)^m=");
    private static final Pattern FINGERPRINT =
            Pattern.compile("(?m)^a=fingerprint:sha-256 [0-9A-Fa-f:]{95}\\r\\n");
    private static final Pattern CANDIDATES =
            Pattern.compile("(?m)^a=(?:candidate:.*|end-of-candidates)\\r\\n");

    /// Why it can't be taken, if so.
    Optional<RefusalReason> refusal() {
        if (text.length() > MAX_LENGTH
                || !text.startsWith("v=0\r\n")
                || !LINES.matcher(text).matches()) {
            return Optional.of(RefusalReason.MALFORMED);
        }
        long sections = SECTION.matcher(text).results().count();
        boolean isOurs =
                sections > 0
                        && sections <= MAX_SECTIONS
                        && sections == ANY_SECTION.matcher(text).results().count()
                        && FINGERPRINT.matcher(text).find()
                        && text.contains("a=ice-ufrag:")
                        && text.contains("a=ice-pwd:");
        return isOurs ? Optional.empty() : Optional.of(RefusalReason.INCOMPATIBLE);
    }

    String withoutCandidates() {
        return CANDIDATES.matcher(text).replaceAll("");
    }
}
