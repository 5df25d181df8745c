package com.exorlive.meeting.loadtests.people;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Two whose meeting and tokens somebody else made: for servers with another identity provider.
/// One line each: meeting id, access token of the host, access token of the invitee.
public record PreparedPair(String meeting, Person host, Person invitee) implements PairOfPeople {

    /// @throws IllegalArgumentException that names the line
    public static List<PairOfPeople> read(Path file) throws IOException {
        var pairs = new ArrayList<PairOfPeople>();
        int number = 0;
        for (var line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            var parts = line.strip().split("\\s+", -1);
            if (parts.length != 3) {
                throw new IllegalArgumentException(
                        file + ", line " + number + ": not a meeting id and two tokens");
            }
            pairs.add(new PreparedPair(parts[0], () -> parts[1], () -> parts[2]));
        }
        return pairs;
    }

    @Override
    public boolean canMeetAgain() {
        return false;
    }

    @Override
    public String toString() {
        return "PreparedPair[redacted]";
    }
}
