package com.exorlive.meeting.core.person;

import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.unit.UnitId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Somebody with an account of their own.
///
/// @param unit where the person works; which roles are held where is another thing
/// @param title a key (physiotherapist, trainer, client …) that the page translates
/// @param isActive whether the person may sign in
/// @param version grows with each change by an administrator
public record Person(
        Subject subject,
        OrganisationId organisation,
        UnitId unit,
        String name,
        String title,
        Set<HeldRole> held,
        String language,
        boolean isActive,
        int version) {
    public Person {
        held = Set.copyOf(held);
    }

    /// Somebody who works in the whole organisation, with one role there.
    public Person(
            Subject subject,
            OrganisationId organisation,
            String name,
            String title,
            Role role,
            String language) {
        this(
                subject,
                organisation,
                UnitId.rootOf(organisation),
                name,
                title,
                Set.of(new HeldRole(role, UnitId.rootOf(organisation))),
                language,
                true,
                1);
    }

    /// The same person, working and holding roles elsewhere.
    public Person placed(UnitId at, Set<HeldRole> roles) {
        return new Person(
                subject, organisation, at, name, title, roles, language, isActive, version);
    }

    public Person named(String other) {
        return new Person(
                subject, organisation, unit, other, title, held, language, isActive, version);
    }

    public Person described(String newName, String newTitle, String newLanguage) {
        return new Person(
                subject,
                organisation,
                unit,
                newName,
                newTitle,
                held,
                newLanguage,
                isActive,
                version);
    }

    public Person active(boolean now) {
        return new Person(subject, organisation, unit, name, title, held, language, now, version);
    }

    public Set<Role> roles() {
        return held.stream().map(HeldRole::role).collect(Collectors.toUnmodifiableSet());
    }

    public boolean has(Role role) {
        return roles().contains(role);
    }

    /// For tokens and answers, in the order in which the roles are declared.
    public List<String> roleNames() {
        return roles().stream().sorted(Comparator.naturalOrder()).map(Role::wireName).toList();
    }

    @Override
    public String toString() {
        return "Person[" + subject + "]";
    }
}
