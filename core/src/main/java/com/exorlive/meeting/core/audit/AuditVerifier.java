package com.exorlive.meeting.core.audit;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Recomputes a chain line by line and holds it against signed heads. Pure; the first fault ends
/// it.
///
/// The chain alone shows any change to a line that was made without recomputing all that follow.
/// Heads that were taken elsewhere show the rest: a rewritten chain, and one that was cut off.
final class AuditVerifier {
    private AuditVerifier() {}

    sealed interface Verdict {
        /// @param heads how many were held against the chain
        record Good(long lines, int heads) implements Verdict {}

        /// @param line the first that is wrong
        record Bad(long line, String why) implements Verdict {}
    }

    /// @param lines by their sequence number
    /// @param heads whose signatures were checked; in any order
    static Verdict verify(Iterator<SealedLine> lines, List<Head> heads) {
        var ordered = heads.stream().sorted(Comparator.comparingLong(Head::length)).toList();
        var next = 0;
        var frontier = Frontier.EMPTY;
        var last = LineHash.NONE;
        while (true) {
            for (;
                    next < ordered.size() && ordered.get(next).length() == frontier.length();
                    next++) {
                var fault = against(ordered, next, frontier, last);
                if (fault.isPresent()) {
                    return fault.get();
                }
            }
            if (!lines.hasNext()) {
                break;
            }
            var line = lines.next();
            var fault = fault(line, frontier.length() + 1, last);
            if (fault.isPresent()) {
                return new Verdict.Bad(Math.min(line.seq(), frontier.length() + 1), fault.get());
            }
            frontier = frontier.append(LineHash.bytes(line.hash())).frontier();
            last = line.hash();
        }
        return next < ordered.size()
                ? cutOff(frontier.length(), ordered.get(next))
                : new Verdict.Good(frontier.length(), ordered.size());
    }

    private static Optional<String> fault(SealedLine line, long expected, String last) {
        if (line.seq() != expected) {
            return Optional.of("it is missing: after " + (expected - 1) + " comes " + line.seq());
        }
        if (!line.previous().equals(last)) {
            return Optional.of("it does not follow the line before it");
        }
        return line.isHashRight()
                ? Optional.empty()
                : Optional.of("it does not have its hash: it was changed");
    }

    private static Optional<Verdict> against(
            List<Head> heads, int place, Frontier frontier, String last) {
        var head = heads.get(place);
        if (head.root().equals(LineHash.text(frontier.root()))
                && (head.length() == 0 || head.last().equals(last))) {
            return Optional.empty();
        }
        var from = place == 0 ? 0 : heads.get(place - 1).length();
        return Optional.of(
                new Verdict.Bad(
                        from + 1,
                        "the chain was written anew here or later, before the head of "
                                + head.at()
                                + " at line "
                                + head.length()));
    }

    private static Verdict cutOff(long length, Head head) {
        return new Verdict.Bad(
                length + 1,
                "the log was cut off: the head of "
                        + head.at()
                        + " knows "
                        + head.length()
                        + " lines");
    }
}
