package com.exorlive.meeting.sfu.room;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Offer and answer of one leg: only we offer, one offer at a time, so there is no glare. What is
/// wanted meanwhile waits, and of several wishes only the last counts. Confined to its event loop.
final class Negotiation {
    private long number;
    private boolean isOutstanding;
    private @Nullable OfferContent offered;
    private @Nullable OfferContent wanted;

    /// An offer to be made now.
    record Round(long number, OfferContent content) {}

    /// The leg should have this content.
    Optional<Round> want(OfferContent content) {
        if (content.equals(offered)) {
            wanted = null;
            return Optional.empty();
        }
        if (isOutstanding) {
            wanted = content;
            return Optional.empty();
        }
        return Optional.of(begin(content));
    }

    /// Whether this number answers the offer that is out. Late and invented ones do not.
    boolean isAnsweredBy(long answered) {
        return isOutstanding && answered == number;
    }

    /// The offer that is out was answered, well or badly.
    Optional<Round> onAnswer() {
        isOutstanding = false;
        OfferContent next = wanted;
        wanted = null;
        return next == null || next.equals(offered) ? Optional.empty() : Optional.of(begin(next));
    }

    private Round begin(OfferContent content) {
        number++;
        isOutstanding = true;
        offered = content;
        return new Round(number, content);
    }
}
