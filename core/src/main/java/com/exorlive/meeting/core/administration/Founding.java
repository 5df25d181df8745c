package com.exorlive.meeting.core.administration;

import com.exorlive.meeting.core.audit.AuditLine;
import com.exorlive.meeting.core.audit.AuditLog;
import com.exorlive.meeting.core.database.RandomIds;
import com.exorlive.meeting.core.organisation.Organisation;
import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.organisation.OrganisationStore;
import com.exorlive.meeting.core.person.HeldRole;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.PersonStore;
import com.exorlive.meeting.core.person.Role;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.signin.CredentialStore;
import com.exorlive.meeting.core.signin.PasswordInvitations;
import com.exorlive.meeting.core.unit.UnitId;
import com.exorlive.meeting.edge.ProblemException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Makes an organisation, the root of its tree and its first administrator: what only the operator
/// of the installation can do. Everybody else is made by an administrator.
public final class Founding {
    private static final String OPERATOR = "operator";

    private Founding() {}

    /// What the operator says.
    ///
    /// @param administrator the name of the first administrator
    /// @param username with which the administrator signs in
    /// @param timeZone where the organisation is: the day on which somebody turns 16 begins there
    /// @param video whether it has the module for video meetings
    public record NewOrganisation(
            String name,
            String administrator,
            String username,
            String language,
            String timeZone,
            boolean video) {}

    /// @param code with which the administrator sets a password, once
    public record Founded(
            String organisation, String username, String code, String link, Instant expiresAt) {
        @Override
        public String toString() {
            return "Founded[" + organisation + "]";
        }
    }

    /// Something that the database knows is in the way.
    public static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        RefusedException(String why) {
            super(why);
        }
    }

    /// What can't be so, a sentence each.
    public static List<String> faults(NewOrganisation asked) {
        var faults = new ArrayList<String>();
        if (!isGood(() -> Asked.name(asked.name()))) {
            faults.add("The organisation's name must be one line of 1 to 200 letters.");
        }
        if (!isGood(() -> Asked.name(asked.administrator()))) {
            faults.add("The administrator's name must be one line of 1 to 200 letters.");
        }
        if (!isGood(() -> Asked.loginName(asked.username()))) {
            faults.add("The user name must be 2 to 64 letters, digits and . _ @ + -");
        }
        if (!isGood(() -> Asked.language(asked.language()))) {
            faults.add("The language must be nb, sv, da, fi or en.");
        }
        if (!isGood(() -> ZoneId.of(asked.timeZone()))) {
            faults.add("The time zone must be like Europe/Oslo.");
        }
        return faults;
    }

    private static boolean isGood(Runnable check) {
        try {
            check.run();
            return true;
        } catch (ProblemException | DateTimeException _) {
            return false;
        }
    }

    /// @param asked without faults
    /// @throws RefusedException that says what is in the way
    public static Founded found(
            Handle handle, AuditLog audit, NewOrganisation asked, URI origin, Instant now) {
        var name = Asked.name(asked.name());
        var username = CredentialStore.normal(asked.username());
        if (CredentialStore.isTaken(handle, List.of(username))) {
            throw new RefusedException(
                    "Somebody signs in as "
                            + username
                            + " already: user names are one space for the whole installation.");
        }
        var here = new OrganisationId(RandomIds.id());
        var root = UnitId.rootOf(here);
        var zone = ZoneId.of(asked.timeZone());
        OrganisationStore.insert(handle, new Organisation(here, name, zone, asked.video()), false);
        var administrator =
                new Person(
                        new Subject(RandomIds.id()),
                        here,
                        root,
                        Asked.name(asked.administrator()),
                        "administrator",
                        Set.of(new HeldRole(Role.ORGANISATION_ADMINISTRATOR, root)),
                        asked.language(),
                        true,
                        1);
        PersonStore.insert(handle, administrator);
        CredentialStore.insertNames(handle, administrator.subject(), List.of(username));
        var code = PasswordInvitations.make(handle, administrator.subject(), now);
        write(handle, audit, administrator);
        return new Founded(
                here.value(),
                username,
                code.code(),
                origin + "/set-password#code=" + code.code(),
                code.expiresAt());
    }

    private static void write(Handle handle, AuditLog audit, Person administrator) {
        var here = administrator.organisation().value();
        var who = administrator.subject().value();
        var unit = administrator.unit().value();
        audit.write(
                handle, new AuditLine("organisation-create", OPERATOR, here, "ok").at(here, unit));
        audit.write(
                handle,
                new AuditLine("person-create", OPERATOR, who, "ok").about(who).at(here, unit));
        var role = Role.ORGANISATION_ADMINISTRATOR.wireName();
        audit.write(
                handle, new AuditLine("role-grant", OPERATOR, who, role).about(who).at(here, unit));
    }
}
