package com.exorlive.meeting.loadtests.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {
    private static final int MOST = 200;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 7, 50, 137, 199, 200, 1000})
    void theMostThatHoldIsFoundToATwentieth(int really) {
        var search = new Search(MOST);
        int steps = 0;
        for (int tried = search.next(); tried > 0; tried = search.next()) {
            assertThat(tried).isBetween(1, MOST);
            search.tried(tried, tried <= really);
            steps++;
            assertThat(steps).as("it ends").isLessThan(20);
        }

        int reachable = Math.min(really, MOST);
        assertThat(search.best())
                .isLessThanOrEqualTo(reachable)
                .isGreaterThanOrEqualTo(reachable - Math.max(1, reachable / 20));
    }
}
