package com.exorlive.meeting.core.exercise;

import java.util.Optional;
import java.util.regex.Pattern;

/// Bytes from the first to the last, both included (RFC 9110 section 14.1.2). One range only.
record ByteRange(long first, long last) {
    private static final Pattern SYNTAX = Pattern.compile("bytes=([0-9]{0,15})-([0-9]{0,15})");

    /// @return empty if there is no such part
    static Optional<ByteRange> parse(String header, long size) {
        var match = SYNTAX.matcher(header.strip());
        if (!match.matches() || (match.group(1).isEmpty() && match.group(2).isEmpty())) {
            return Optional.empty();
        }
        if (match.group(1).isEmpty()) {
            long suffix = Math.min(size, Long.parseLong(match.group(2)));
            return valid(size - suffix, size - 1, size);
        }
        long first = Long.parseLong(match.group(1));
        long last = match.group(2).isEmpty() ? size - 1 : Long.parseLong(match.group(2));
        return valid(first, Math.min(last, size - 1), size);
    }

    private static Optional<ByteRange> valid(long first, long last, long size) {
        return first <= last && first < size
                ? Optional.of(new ByteRange(first, last))
                : Optional.empty();
    }

    long length() {
        return last - first + 1;
    }

    String header(long size) {
        return "bytes " + first + "-" + last + "/" + size;
    }
}
