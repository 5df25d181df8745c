package com.exorlive.meeting.signaling.nodes;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What all nodes say that they decided, held against the invariants I1 to I4. I5 is in
/// [Person], I6 in each test.
final class Accounts {
    private static final Pattern PAIR = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final List<Decision> decisions = new ArrayList<>();

    private record Decision(
            String what,
            String meeting,
            long epoch,
            String who,
            String answer,
            long asked,
            long answered,
            String by) {}

    static Accounts of(List<ChildNode> nodes) throws IOException {
        var accounts = new Accounts();
        for (var node : nodes) {
            for (var log : node.logs()) {
                for (var line : Files.readAllLines(log)) {
                    accounts.read(line);
                }
            }
        }
        return accounts;
    }

    private void read(String line) {
        if (!line.contains("History: Decided")) {
            return;
        }
        Map<String, String> pairs = new HashMap<>();
        var matcher = PAIR.matcher(line);
        while (matcher.find()) {
            pairs.put(matcher.group(1), matcher.group(2));
        }
        decisions.add(
                new Decision(
                        pairs.get("what"),
                        pairs.get("meeting"),
                        Long.parseLong(pairs.get("epoch")),
                        pairs.get("who"),
                        pairs.get("answer"),
                        Long.parseLong(pairs.get("asked")),
                        Long.parseLong(pairs.get("answered")),
                        pairs.get("by")));
    }

    int size() {
        return decisions.size();
    }

    /// What was done that must not be done.
    List<String> faults() {
        var faults = new ArrayList<String>();
        var admitted = decisions.stream().filter(it -> it.answer().equals("admitted")).toList();
        var ended = decisions.stream().filter(it -> it.answer().equals("BURIED")).toList();
        Map<String, Set<String>> subjects = new HashMap<>();
        Map<String, Set<String>> owners = new HashMap<>();
        for (var one : admitted) {
            subjects.computeIfAbsent(one.meeting(), _ -> new HashSet<>()).add(one.who());
            owners.computeIfAbsent(one.meeting() + one.epoch(), _ -> new HashSet<>()).add(one.by());
            for (var end : ended) {
                if (end.meeting().equals(one.meeting()) && one.asked() > end.answered()) {
                    faults.add("I2: admitted after the end: " + one);
                }
            }
            for (var later : admitted) {
                if (later.meeting().equals(one.meeting())
                        && later.asked() > one.answered()
                        && later.epoch() < one.epoch()) {
                    faults.add("I3: an older epoch acted later: " + later);
                }
            }
        }
        subjects.forEach(
                (meeting, who) -> {
                    if (who.size() > 2) {
                        faults.add("I1: " + who.size() + " subjects in " + meeting);
                    }
                });
        owners.forEach(
                (epoch, by) -> {
                    if (by.size() > 1) {
                        faults.add("I4: two nodes under " + epoch);
                    }
                });
        return faults;
    }
}
