package com.exorlive.meeting.core.unit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One organisation's units and how they hang together. A unit of another organisation is not in
/// it, so nothing that asks a tree reaches across. Immutable.
public final class UnitTree {
    private final Map<UnitId, Unit> units = new HashMap<>();
    private final Map<UnitId, List<UnitId>> children = new HashMap<>();

    public UnitTree(List<Unit> all) {
        for (var unit : all) {
            units.put(unit.id(), unit);
            unit.parent()
                    .ifPresent(
                            parent ->
                                    children.computeIfAbsent(parent, _ -> new ArrayList<>())
                                            .add(unit.id()));
        }
    }

    public Optional<Unit> find(UnitId id) {
        return Optional.ofNullable(units.get(id));
    }

    public List<Unit> all() {
        return List.copyOf(units.values());
    }

    /// The unit and all below it; empty if it isn't in this tree.
    public Set<UnitId> within(UnitId id) {
        var found = new HashSet<UnitId>();
        if (!units.containsKey(id)) {
            return found;
        }
        var next = new ArrayDeque<UnitId>(List.of(id));
        while (!next.isEmpty()) {
            var unit = next.remove();
            if (found.add(unit)) {
                next.addAll(children.getOrDefault(unit, List.of()));
            }
        }
        return found;
    }

    /// How many steps it is from the root; the root itself is at 0.
    public int depth(UnitId id) {
        int depth = 0;
        var above = find(id).flatMap(Unit::parent);
        while (above.isPresent() && depth < units.size()) {
            depth++;
            above = find(above.get()).flatMap(Unit::parent);
        }
        return depth;
    }

    /// How many steps down the longest way below it has.
    public int height(UnitId id) {
        int here = depth(id);
        return within(id).stream().mapToInt(this::depth).max().orElse(here) - here;
    }
}
