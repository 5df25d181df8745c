package com.exorlive.meeting.core.access;

import com.exorlive.meeting.core.access.Policy.Range;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.unit.UnitId;
import com.exorlive.meeting.core.unit.UnitTree;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The units in which a person may do one thing, through all roles together. A unit of another
/// organisation is never among them. Immutable.
///
/// A permission for one's own things alone reaches no unit: what is one's own, the feature knows.
public record Reach(Set<UnitId> units) {
    public Reach {
        units = Set.copyOf(units);
    }

    /// @param tree of the person's own organisation
    public static Reach of(Person person, Permission permission, UnitTree tree) {
        var units = new HashSet<UnitId>();
        for (var held : person.held()) {
            if (Policy.range(held.role(), permission).filter(it -> it == Range.BELOW).isPresent()) {
                units.addAll(tree.within(held.at()));
            }
        }
        return new Reach(units);
    }

    public boolean covers(UnitId unit) {
        return units.contains(unit);
    }

    /// What the person may do at all, so that a page offers nothing else.
    public static List<Permission> permissions(Person person) {
        return Policy.all(person.roles());
    }
}
