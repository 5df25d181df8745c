package com.exorlive.meeting.core.access;

import com.exorlive.meeting.core.oidc.Scopes;
import com.exorlive.meeting.core.person.Role;
import java.util.Map;
import java.util.Set;

/// Everything that can be done by the API, and who may: least privilege, decided in this file
/// alone. What a permission reaches (one's own contacts, one's own meetings) is decided by the
/// feature.
public enum Permission {
    READ_ME,
    READ_CONTACTS,
    SEARCH_CONTACTS,
    CHANGE_CONTACTS,
    START_MEETING,
    READ_MEETING,
    ASSERT_IDENTITY,
    READ_INVITATIONS,
    DECLINE_INVITATION,
    READ_OWN_PROGRAM,
    ADMIT,
    REPORT_MEETING;

    private static final Set<Permission> EVERYBODY = Set.of(READ_ME, READ_MEETING, ASSERT_IDENTITY);

    private static final Map<Role, Set<Permission>> BY_ROLE =
            Map.of(
                    Role.INSTRUCTOR,
                            Set.of(READ_CONTACTS, SEARCH_CONTACTS, CHANGE_CONTACTS, START_MEETING),
                    Role.CONTACT, Set.of(READ_INVITATIONS, DECLINE_INVITATION, READ_OWN_PROGRAM));

    private static final Map<String, Set<Permission>> BY_SERVICE_SCOPE =
            Map.of(Scopes.MEETING_ADMISSION, Set.of(ADMIT, REPORT_MEETING));

    boolean isOf(Role role) {
        return EVERYBODY.contains(this) || BY_ROLE.getOrDefault(role, Set.of()).contains(this);
    }

    boolean isOfService(Set<String> scopes) {
        return scopes.stream()
                .anyMatch(scope -> BY_SERVICE_SCOPE.getOrDefault(scope, Set.of()).contains(this));
    }

    /// The code that tells a person why this is not for them.
    String codeForOthers() {
        return isOf(Role.INSTRUCTOR) ? "not-instructor" : "not-client";
    }
}
