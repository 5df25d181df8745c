package com.exorlive.meeting.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exorlive.meeting.core.TestClock;
import com.exorlive.meeting.core.contact.AccessBasis;
import com.exorlive.meeting.core.database.TestDatabase;
import com.exorlive.meeting.core.meeting.Refusal;
import com.exorlive.meeting.core.person.Role;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// AD-09: what happened and how it was answered are words of a closed set, so that a report marks
/// each refusal, and nothing else, as one.
final class AD09WordsTest {
    @Test
    void aWordThatNobodyKnowsIsFoundByTheTestThatWritesIt() {
        var audit = new AuditLog(new TestClock("2026-11-21T12:00:00Z"));
        try (var database = TestDatabase.open()) {
            for (var line :
                    new AuditLine[] {
                        new AuditLine("contact-juggle", "s", "c", "ok"),
                        new AuditLine("contact-open", "s", "c", "fine")
                    }) {
                assertThatThrownBy(() -> database.run(handle -> audit.write(handle, line)))
                        .isInstanceOf(AssertionError.class);
            }
        }
    }

    @Test
    void everyBasisAndEveryRoleIsAGoodOutcomeAndEveryRefusalIsOne() {
        assertThat(Arrays.stream(AccessBasis.Reason.values()).map(it -> it.wireName()))
                .isSubsetOf(AuditWords.GOOD);
        assertThat(Arrays.stream(Role.values()).map(Role::wireName)).isSubsetOf(AuditWords.GOOD);
        assertThat(Arrays.stream(Refusal.values()).map(Refusal::code))
                .isSubsetOf(AuditWords.REFUSED);
        assertThat(AuditWords.GOOD).doesNotContainAnyElementsOf(AuditWords.REFUSED);
    }

    @Test
    void givingABasisOrARoleIsNoRefusalAndAnEmergencyIsMarkedAsOne() {
        assertThat(isRefusal("basis-given", "cover")).isFalse();
        assertThat(isRefusal("role-grant", "unit-administrator")).isFalse();
        assertThat(isRefusal("basis-given", "contact-unknown")).isTrue();
        assertThat(isRefusal("meeting-refused", "ok")).isTrue();
        assertThat(Marks.isBreakGlass(new AuditLine("basis-given", "s", "c", "emergency")))
                .isTrue();
    }

    private static boolean isRefusal(String event, String outcome) {
        return Marks.isRefusal(new AuditLine(event, "s", "c", outcome));
    }
}
