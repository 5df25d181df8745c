package com.exorlive.meeting.core.administration;

import static org.assertj.core.api.Assertions.assertThat;

import com.exorlive.meeting.core.Browser;
import com.exorlive.meeting.core.CoreUnderTest;
import com.exorlive.meeting.core.database.AfterDatabase;
import com.exorlive.meeting.core.database.BeforeDatabase;
import com.exorlive.meeting.core.database.OnBothDatabases;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// AD-05: an organisation administrator can delete current programs: what a colleague has left
/// behind, without reading what it says.
@OnBothDatabases
final class AD05DraftsTest {
    private static CoreUnderTest core;
    private static Browser ingrid;
    private static Browser astrid;
    private static Browser unni;

    @BeforeDatabase
    static void start() throws Exception {
        core = CoreUnderTest.start();
        ingrid = core.signedIn("ingrid");
        astrid = core.signedIn("astrid");
        unni = core.signedIn("unni");
    }

    @AfterDatabase
    static void stop() {
        core.close();
    }

    @Test
    void anOrganisationAdministratorDeletesADraftThatCanNotBeRead() {
        var id = draft();
        assertThat(drafts(astrid)).contains(id);
        assertThat(astrid.api("GET", "/programs/" + id).status()).isEqualTo(404);

        assertThat(astrid.api("DELETE", "/programs/" + id).status()).isEqualTo(204);
        assertThat(ingrid.api("GET", "/programs/" + id).status()).isEqualTo(404);
        assertThat(drafts(astrid)).doesNotContain(id);
    }

    @Test
    void theListTellsWhomADraftIsForAndNothingOfWhatItSays() {
        draft();
        var answer = astrid.api("GET", path());
        assertThat(answer.raw().body()).contains("Ola Nordmann").doesNotContain("Secret knee");
        var sub = astrid.api("GET", "/me").text("sub");
        assertThat(core.audit())
                .anySatisfy(
                        it -> {
                            assertThat(it.line().event()).isEqualTo("program-list");
                            assertThat(it.line().actor()).isEqualTo(sub);
                        });
    }

    @Test
    void aSignedProgramStaysAndTheRefusalShowsNothingOfIt() {
        var id = draft();
        var add = Map.of("kind", "add", "exercise", "squat", "id", "the-squat-of-the-test");
        ingrid.api(
                "POST",
                "/programs/" + id + "/changes",
                Map.of("baseVersion", 1, "changes", List.of(add)));
        var signed = ingrid.api("POST", "/programs/" + id + "/sign", Map.of("version", 2));
        assertThat(signed.status()).isEqualTo(200);

        assertThat(drafts(astrid)).doesNotContain(id);
        var refused = astrid.api("DELETE", "/programs/" + id);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.raw().body()).doesNotContain("knee").doesNotContain("squat");
        assertThat(ingrid.api("GET", "/programs/" + id).status()).isEqualTo(200);
    }

    @Test
    void aUnitAdministratorNeitherSeesNorDeletesThem() {
        var id = draft();
        assertThat(unni.api("GET", path()).status()).isEqualTo(403);
        assertThat(unni.api("DELETE", "/programs/" + id).status()).isEqualTo(404);
        assertThat(ingrid.api("GET", "/programs/" + id).status()).isEqualTo(200);
    }

    private static String path() {
        return "/people/" + ingrid.api("GET", "/me").text("sub") + "/drafts";
    }

    private static List<String> drafts(Browser who) {
        return who.api("GET", path())
                .json()
                .path("drafts")
                .valueStream()
                .map(it -> it.path("id").asString())
                .toList();
    }

    private static String draft() {
        var contact = new Administrators(core).contact(ingrid, "Ola Nordmann");
        return ingrid.api(
                        "POST", "/contacts/" + contact + "/programs", Map.of("name", "Secret knee"))
                .json()
                .path("program")
                .path("id")
                .asString();
    }
}
