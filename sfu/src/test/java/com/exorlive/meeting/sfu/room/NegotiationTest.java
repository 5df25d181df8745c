package com.exorlive.meeting.sfu.room;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.sfu.ice.IceCredentials;
import com.exorlive.meeting.sfu.sdp.Direction;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NegotiationTest {
    private static final OfferContent ALONE = content("aaaa", false);
    private static final OfferContent TOGETHER = content("aaaa", true);
    private static final OfferContent RESTARTED = content("bbbb", true);

    private final Negotiation negotiation = new Negotiation();

    @Test
    void theFirstWishIsOfferedAsNumberOne() {
        assertThat(negotiation.want(ALONE)).contains(new Negotiation.Round(1, ALONE));
    }

    @Test
    void aWishWaitsForTheAnswerToTheOfferThatIsOut() {
        negotiation.want(ALONE);

        assertThat(negotiation.want(TOGETHER)).isEmpty();
        assertThat(negotiation.onAnswer()).contains(new Negotiation.Round(2, TOGETHER));
    }

    @Test
    void ofSeveralWaitingWishesOnlyTheLastIsOffered() {
        negotiation.want(ALONE);
        negotiation.want(TOGETHER);
        negotiation.want(RESTARTED);

        assertThat(negotiation.onAnswer()).contains(new Negotiation.Round(2, RESTARTED));
    }

    @Test
    void aWishTakenBackIsNotOffered() {
        negotiation.want(ALONE);
        negotiation.want(TOGETHER);
        negotiation.want(ALONE);

        assertThat(negotiation.onAnswer()).isEmpty();
    }

    @Test
    void whatWasOfferedLastIsNotOfferedAgain() {
        negotiation.want(ALONE);
        negotiation.onAnswer();

        assertThat(negotiation.want(ALONE)).isEmpty();
    }

    @Test
    void onlyTheNumberOfTheOfferThatIsOutIsAnAnswerAndOnlyOnce() {
        negotiation.want(ALONE);

        assertThat(negotiation.isAnsweredBy(0)).isFalse();
        assertThat(negotiation.isAnsweredBy(1)).isTrue();
        assertThat(negotiation.isAnsweredBy(2)).isFalse();

        negotiation.onAnswer();
        assertThat(negotiation.isAnsweredBy(1)).isFalse();
    }

    private static OfferContent content(String ufrag, boolean isActive) {
        return new OfferContent(
                new IceCredentials(ufrag, "p".repeat(24)),
                isActive ? Direction.SENDRECV : Direction.INACTIVE,
                Map.of());
    }
}
