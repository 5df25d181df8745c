package com.exorlive.meeting.loadtests.people;

import java.util.List;
import java.util.stream.IntStream;

/// Two who need no account, for servers that know no people.
public record Nobody(String meeting) implements PairOfPeople {
    /// @param wanted how many pairs
    public static List<PairOfPeople> pairs(int wanted) {
        return IntStream.range(0, wanted)
                .<PairOfPeople>mapToObj(number -> new Nobody("load-" + number))
                .toList();
    }

    @Override
    public Person host() {
        return () -> "";
    }

    @Override
    public Person invitee() {
        return () -> "";
    }

    @Override
    public boolean canMeetAgain() {
        return false;
    }
}
