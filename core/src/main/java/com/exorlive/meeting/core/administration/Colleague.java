package com.exorlive.meeting.core.administration;

import com.exorlive.meeting.core.person.HeldRole;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.signin.CredentialStore;
import com.exorlive.meeting.core.signin.PasswordInvitations;
import com.exorlive.meeting.core.unit.Unit;
import com.exorlive.meeting.core.unit.UnitId;
import com.exorlive.meeting.core.unit.UnitTree;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// A person as administrators see them.
///
/// @param mayChange whether the one who looks may change this one
record Colleague(
        String sub,
        String name,
        String title,
        String language,
        UnitName unit,
        List<RoleView> roles,
        boolean active,
        boolean hasPassword,
        @Nullable Instant invitedUntil,
        boolean mayChange,
        List<String> loginNames,
        int version) {
    record UnitName(String id, String name) {
        static UnitName of(UnitTree tree, UnitId id) {
            return new UnitName(id.value(), tree.find(id).map(Unit::name).orElse(""));
        }
    }

    record RoleView(String role, UnitName unit) {}

    static Colleague of(Handle handle, Sight sight, Person person, Instant now) {
        var subject = person.subject();
        return new Colleague(
                subject.value(),
                person.name(),
                person.title(),
                person.language(),
                UnitName.of(sight.tree(), person.unit()),
                person.held().stream()
                        .sorted(
                                Comparator.comparing(HeldRole::role)
                                        .thenComparing(it -> it.at().value()))
                        .map(
                                it ->
                                        new RoleView(
                                                it.role().wireName(),
                                                UnitName.of(sight.tree(), it.at())))
                        .toList(),
                person.isActive(),
                CredentialStore.hasPassword(handle, subject),
                PasswordInvitations.until(handle, subject, now).orElse(null),
                sight.mayChange(person),
                CredentialStore.loginNames(handle, subject),
                person.version());
    }
}
