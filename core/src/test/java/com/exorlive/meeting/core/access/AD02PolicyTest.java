package com.exorlive.meeting.core.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.organisation.OrganisationId;
import com.exorlive.meeting.core.person.HeldRole;
import com.exorlive.meeting.core.person.Person;
import com.exorlive.meeting.core.person.Role;
import com.exorlive.meeting.core.person.Subject;
import com.exorlive.meeting.core.unit.Unit;
import com.exorlive.meeting.core.unit.UnitId;
import com.exorlive.meeting.core.unit.UnitTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// AD-02, AD-06, AD-11, CO-15: every role × every operation × own unit, below, beside, above and
/// another organisation. The expectation is the table below, written by hand.
final class AD02PolicyTest {
    /// `own`: one's own things, no unit. `below`: the unit where the role is held and what is under
    /// it. `-`: not at all. A new permission needs a line here and one in `Policy`.
    private static final String TABLE =
            """
            permission            instructor unit-administrator organisation-administrator system-administrator contact
            READ_ME               own        own                own                        own                  own
            READ_MEETING          own        own                own                        own                  own
            ASSERT_IDENTITY       own        own                own                        own                  own
            READ_CONTACTS         own        -                  -                          -                    -
            CHANGE_CONTACTS       own        -                  -                          -                    -
            GIVE_ACCOUNTS         own        -                  -                          -                    -
            SEARCH_CONTACTS       below      -                  -                          -                    -
            START_MEETING         own        -                  -                          -                    -
            READ_INVITATIONS      -          -                  -                          -                    own
            DECLINE_INVITATION    -          -                  -                          -                    own
            READ_OWN_PROGRAM      -          -                  -                          -                    own
            READ_PROGRAM          own        own                own                        -                    own
            WORK_WITH_PROGRAMS    own        -                  -                          -                    -
            DECIDE_OVER_TEMPLATES own        below              below                      -                    -
            DELETE_DRAFTS         -          -                  below                      -                    -
            LOG_TRAINING          -          -                  -                          -                    own
            READ_PEOPLE           -          below              below                      -                    -
            MANAGE_PEOPLE         -          below              below                      -                    -
            GRANT_ROLES           -          below              below                      -                    -
            GRANT_ADMINISTRATION  -          -                  below                      -                    -
            MANAGE_UNITS          -          -                  below                      -                    -
            MANAGE_ORGANISATION   -          -                  below                      -                    -
            MANAGE_PARTNERS       -          -                  below                      -                    -
            MANAGE_IDENTITY_PROVIDERS - -               below                      -                    -
            ERASE_AND_EXPORT      -          -                  below                      -                    -
            READ_ACCESS_ENDS      -          -                  -                          -                    -
            READ_REPORTS          -          below              below                      -                    -
            READ_LOOKS            -          -                  -                          -                    own
            ADMIT                 -          -                  -                          -                    -
            REPORT_MEETING        -          -                  -                          -                    -
            """;

    private static final OrganisationId HERE = new OrganisationId("here");
    private static final UnitId ROOT = UnitId.rootOf(HERE);
    private static final UnitId OWN = new UnitId("own");
    private static final UnitId BELOW = new UnitId("below");
    private static final UnitId BESIDE = new UnitId("beside");
    private static final UnitId ELSEWHERE = UnitId.rootOf(new OrganisationId("elsewhere"));
    private static final UnitTree TREE =
            new UnitTree(
                    List.of(
                            new Unit(ROOT, HERE, null, "Here", 1),
                            new Unit(OWN, HERE, ROOT, "Own", 1),
                            new Unit(BELOW, HERE, OWN, "Below", 1),
                            new Unit(BESIDE, HERE, ROOT, "Beside", 1)));

    static Stream<Arguments> cells() {
        var cells = new ArrayList<Arguments>();
        table().forEach(
                        (permission, row) ->
                                row.forEach(
                                        (role, cell) ->
                                                cells.add(Arguments.of(role, permission, cell))));
        return cells.stream();
    }

    private static Map<Permission, Map<Role, String>> table() {
        var lines = TABLE.lines().map(line -> line.split(" +", -1)).toList();
        var roles = Arrays.stream(lines.getFirst()).skip(1).map(Role::of).toList();
        var table = new TreeMap<Permission, Map<Role, String>>();
        for (var line : lines.subList(1, lines.size())) {
            var row = new TreeMap<Role, String>();
            for (int i = 0; i < roles.size(); i++) {
                row.put(roles.get(i), line[i + 1]);
            }
            table.put(Permission.valueOf(line[0]), row);
        }
        return table;
    }

    @Test
    void theTableIsWhole() {
        assertThat(table().keySet()).containsExactlyInAnyOrder(Permission.values());
        assertThat(table().values())
                .allSatisfy(
                        row -> assertThat(row.keySet()).containsExactlyInAnyOrder(Role.values()));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("cells")
    void aRoleReachesWhatTheTableSaysAndNoMore(Role role, Permission permission, String cell) {
        assertThat(Policy.gives(Set.of(role), permission)).isEqualTo(!cell.equals("-"));
        var reach = Reach.of(holding(new HeldRole(role, OWN)), permission, TREE);
        var isBelow = cell.equals("below");
        assertThat(reach.covers(OWN)).as("own unit").isEqualTo(isBelow);
        assertThat(reach.covers(BELOW)).as("below").isEqualTo(isBelow);
        assertThat(reach.covers(BESIDE)).as("beside").isFalse();
        assertThat(reach.covers(ROOT)).as("above").isFalse();
        assertThat(reach.covers(ELSEWHERE)).as("another organisation").isFalse();
    }

    @Test
    void aRoleHeldAtTheRootReachesTheWholeOrganisationAndNoOther() {
        var astrid = holding(new HeldRole(Role.ORGANISATION_ADMINISTRATOR, ROOT));
        assertThat(Reach.of(astrid, Permission.MANAGE_PEOPLE, TREE).units())
                .containsExactlyInAnyOrder(ROOT, OWN, BELOW, BESIDE);
    }

    @Test
    void aRoleHeldAtAUnitOfAnotherOrganisationReachesNothing() {
        var nobody = holding(new HeldRole(Role.ORGANISATION_ADMINISTRATOR, ELSEWHERE));
        assertThat(Reach.of(nobody, Permission.MANAGE_PEOPLE, TREE).units()).isEmpty();
    }

    @Test
    void severalRolesReachWhatEachReaches() {
        var both =
                holding(
                        new HeldRole(Role.INSTRUCTOR, BESIDE),
                        new HeldRole(Role.UNIT_ADMINISTRATOR, BELOW));
        assertThat(both.roleNames()).containsExactly("instructor", "unit-administrator");
        assertThat(Policy.gives(both.roles(), Permission.START_MEETING)).isTrue();
        assertThat(Reach.of(both, Permission.MANAGE_PEOPLE, TREE).units()).containsExactly(BELOW);
    }

    @Test
    void whoHoldsNoRoleMayDoNothing() {
        for (var permission : Permission.values()) {
            assertThat(Policy.gives(Set.of(), permission)).isFalse();
            assertThat(Reach.of(holding(), permission, TREE).units()).isEmpty();
        }
    }

    @Test
    void theSystemAdministratorSeesNobodysData() {
        assertThat(Policy.all(Set.of(Role.SYSTEM_ADMINISTRATOR)))
                .containsExactly(
                        Permission.READ_ME, Permission.READ_MEETING, Permission.ASSERT_IDENTITY);
    }

    @Test
    void aServiceScopeGivesNoPersonsPermission() {
        var given =
                Arrays.stream(Permission.values())
                        .filter(it -> Policy.givesService(Set.of("meeting.admission"), it))
                        .toList();
        assertThat(given)
                .containsExactlyInAnyOrder(
                        Permission.ADMIT, Permission.REPORT_MEETING, Permission.READ_ACCESS_ENDS);
        assertThat(given)
                .allSatisfy(
                        it ->
                                assertThat(
                                                Arrays.stream(Role.values())
                                                        .map(role -> Policy.range(role, it)))
                                        .allMatch(Optional::isEmpty));
    }

    private static Person holding(HeldRole... held) {
        return new Person(new Subject("p"), HERE, "P", "trainer", Role.CONTACT, "nb")
                .placed(OWN, Set.of(held));
    }
}
