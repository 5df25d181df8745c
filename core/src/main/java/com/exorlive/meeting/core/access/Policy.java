package com.exorlive.meeting.core.access;

import static com.exorlive.meeting.core.person.Role.ORGANISATION_ADMINISTRATOR;
import static com.exorlive.meeting.core.person.Role.UNIT_ADMINISTRATOR;

import com.exorlive.meeting.core.oidc.Scopes;
import com.exorlive.meeting.core.person.Role;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who may do what, and how far: least privilege, decided in this table alone. `AD02PolicyTest`
/// holds the same table, written by hand: a new permission needs its line in both.
///
/// Nothing here reaches another organisation, and no role is above this table: the vendor's system
/// administrator sees nobody's data and changes nobody's access.
final class Policy {
    /// How far a permission goes.
    enum Range {
        /// What is one's own: which that is, the feature decides.
        OWN,
        /// The unit at which the role is held, and what is below.
        BELOW
    }

    private static final Map<Role, Map<Permission, Range>> TABLE = new EnumMap<>(Role.class);
    private static final Map<String, Set<Permission>> BY_SERVICE_SCOPE =
            Map.of(
                    Scopes.MEETING_ADMISSION,
                    Set.of(
                            Permission.ADMIT,
                            Permission.REPORT_MEETING,
                            Permission.READ_ACCESS_ENDS));

    static {
        own(Permission.READ_ME, Role.values());
        own(Permission.READ_MEETING, Role.values());
        own(Permission.ASSERT_IDENTITY, Role.values());
        own(Permission.READ_CONTACTS, Role.INSTRUCTOR);
        own(Permission.CHANGE_CONTACTS, Role.INSTRUCTOR);
        own(Permission.GIVE_ACCOUNTS, Role.INSTRUCTOR);
        below(Permission.SEARCH_CONTACTS, Role.INSTRUCTOR);
        own(Permission.START_MEETING, Role.INSTRUCTOR);
        own(Permission.READ_INVITATIONS, Role.CONTACT);
        own(Permission.DECLINE_INVITATION, Role.CONTACT);
        own(Permission.READ_OWN_PROGRAM, Role.CONTACT);
        own(
                Permission.READ_PROGRAM,
                Role.INSTRUCTOR,
                Role.CONTACT,
                UNIT_ADMINISTRATOR,
                ORGANISATION_ADMINISTRATOR);
        own(Permission.WORK_WITH_PROGRAMS, Role.INSTRUCTOR);
        own(Permission.DECIDE_OVER_TEMPLATES, Role.INSTRUCTOR);
        below(Permission.DECIDE_OVER_TEMPLATES, UNIT_ADMINISTRATOR, ORGANISATION_ADMINISTRATOR);
        below(Permission.DELETE_DRAFTS, ORGANISATION_ADMINISTRATOR);
        own(Permission.LOG_TRAINING, Role.CONTACT);
        below(Permission.READ_PEOPLE, UNIT_ADMINISTRATOR, ORGANISATION_ADMINISTRATOR);
        own(Permission.READ_LOOKS, Role.CONTACT);
        below(Permission.READ_REPORTS, UNIT_ADMINISTRATOR, ORGANISATION_ADMINISTRATOR);
        below(Permission.MANAGE_PEOPLE, UNIT_ADMINISTRATOR, ORGANISATION_ADMINISTRATOR);
        below(Permission.GRANT_ROLES, UNIT_ADMINISTRATOR, ORGANISATION_ADMINISTRATOR);
        below(Permission.GRANT_ADMINISTRATION, ORGANISATION_ADMINISTRATOR);
        below(Permission.MANAGE_UNITS, ORGANISATION_ADMINISTRATOR);
        below(Permission.MANAGE_ORGANISATION, ORGANISATION_ADMINISTRATOR);
        below(Permission.MANAGE_PARTNERS, ORGANISATION_ADMINISTRATOR);
        below(Permission.MANAGE_IDENTITY_PROVIDERS, ORGANISATION_ADMINISTRATOR);
        below(Permission.ERASE_AND_EXPORT, ORGANISATION_ADMINISTRATOR);
    }

    private Policy() {}

    private static void own(Permission permission, Role... roles) {
        give(permission, Range.OWN, roles);
    }

    private static void below(Permission permission, Role... roles) {
        give(permission, Range.BELOW, roles);
    }

    private static void give(Permission permission, Range range, Role... roles) {
        for (var role : roles) {
            TABLE.computeIfAbsent(role, _ -> new EnumMap<>(Permission.class))
                    .put(permission, range);
        }
    }

    /// How far the role carries the permission; empty if it doesn't give it at all.
    static Optional<Range> range(Role role, Permission permission) {
        return Optional.ofNullable(TABLE.getOrDefault(role, Map.of()).get(permission));
    }

    /// Whether any of the roles gives it, be it for one's own things alone.
    static boolean gives(Set<Role> roles, Permission permission) {
        return roles.stream().anyMatch(role -> range(role, permission).isPresent());
    }

    /// All that these roles give, in the order of declaration.
    static List<Permission> all(Set<Role> roles) {
        return Arrays.stream(Permission.values()).filter(it -> gives(roles, it)).toList();
    }

    static boolean givesService(Set<String> scopes, Permission permission) {
        return scopes.stream()
                .anyMatch(
                        scope ->
                                BY_SERVICE_SCOPE
                                        .getOrDefault(scope, Set.of())
                                        .contains(permission));
    }

    /// The code that tells a person why this is not for them.
    static String codeForOthers(Permission permission) {
        if (range(Role.INSTRUCTOR, permission).isPresent()) {
            return "not-instructor";
        }
        return range(Role.CONTACT, permission).isPresent() ? "not-client" : "not-administrator";
    }
}
