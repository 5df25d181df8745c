package com.exorlive.meeting.loadtests.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void theMedianIsTheMiddleWhateverTheOrder() {
        assertThat(Spread.of(List.of(9.0, 1.0, 2.0))).isEqualTo(new Spread(2, 1, 9));
        assertThat(Spread.of(List.of(4.0, 1.0, 9.0, 2.0))).isEqualTo(new Spread(3, 1, 9));
    }

    @Test
    void aRatioIsThatOfTheMediansAndSpreadsAsFarAsItsRounds() {
        var ratio = Spread.ratio(List.of(2.0, 3.0, 10.0), List.of(4.0, 3.0, 5.0));

        assertThat(ratio).isEqualTo(new Spread(0.75, 0.5, 2));
    }

    @Test
    void roundsThatDoNotBelongTogetherHaveNoRatio() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Spread.ratio(List.of(1.0), List.of(1.0, 2.0)));
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
    }
}
