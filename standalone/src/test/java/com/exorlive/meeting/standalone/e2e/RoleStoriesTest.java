package com.exorlive.meeting.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// A day of each role, one after another, at a desk and on a phone: the later ones see the traces
/// of the earlier ones. Pictures of what they see lie in `target/role-stories`.
@TestMethodOrder(OrderAnnotation.class)
@Tag("long")
class RoleStoriesTest {
    private static final String WHY = "Covering for Jonas, who is ill today";
    private static final String NEW_PASSWORD = "three plain words";
    private static final Path PICTURES = Path.of("target", "role-stories");

    @TempDir static Path data;
    private static Product product;
    private static Browser desk;
    private static Browser phone;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(PICTURES);
        product = Product.start(data, Map.of());
        desk = Browser.open();
        phone = Browser.open();
        phone.size(390, 844);
    }

    @AfterAll
    static void stop() {
        phone.close();
        desk.close();
        product.close();
    }

    @BeforeEach
    void nobodyIsSignedIn() {
        desk.forget();
        phone.forget();
    }

    @Test
    @Order(1)
    void co01ToCo06AnInstructorFindsSomebodyPlansMeetsChangesTheProgramAndSignsIt()
            throws IOException {
        var ingrid = Participant.signedIn(product, desk, "ingrid");
        desk.awaitText("Ola Nordmann");
        assertThat(desk.text()).doesNotContain("Amina Yusuf");
        assertThat(desk.has("Users")).isFalse();
        picture(desk, "instructor-1-contacts");
        opensAColleaguesContact();

        desk.press("Contacts");
        desk.pressRow("Ola Nordmann");
        writesAProgram();
        plans();

        desk.press("Start video meeting");
        picture(desk, "instructor-6-check");
        ingrid.join();
        desk.awaitText("Ola can see that you are here");
        picture(desk, "instructor-7-waiting");
        var ola = Participant.signedIn(product, phone, "ola");
        phone.awaitText("Ingrid is waiting for you");
        ola.getReadyFromInbox();
        ola.join();
        ingrid.awaitSeesAndHears();
        ola.awaitSeesAndHears();
        changesAndSignsDuringTheCall();

        ingrid.end();
        ingrid.awaitOver();
        ola.awaitOver();
        desk.awaitText("signed by the server");
        assertThat(desk.text()).contains(", signed", "Ola Nordmann", "Recorded");
        picture(desk, "instructor-9-receipt");
        desk.press("Back to Ola");
        desk.awaitText("Signed and locked");
        assertThat(desk.text()).contains("Shoulder, start");
        picture(desk, "instructor-10-record-after");
        ingrid.signOut();
    }

    private static void opensAColleaguesContact() throws IOException {
        desk.pressThe("label:has(input[name=whose]:not(:checked))");
        desk.typeInto("unit-search", "Amina");
        desk.press("Search");
        desk.pressRow("Amina Yusuf");
        desk.press("Open record");
        desk.awaitText("Tick that you have this basis.");
        desk.selectIn("basis-reason", "cover");
        desk.pressThe("#basis-tick");
        desk.typeInto("basis-why", WHY);
        picture(desk, "instructor-2-basis");
        desk.press("Open record");
        desk.awaitText("You see this as covering");
        desk.awaitText("Strength, twice a week");
        picture(desk, "instructor-3-record-by-basis");
    }

    private static void writesAProgram() throws IOException {
        desk.press("Make it");
        desk.awaitText("No exercises yet.");
        desk.type("Name of the program", "Shoulder, start");
        for (var exercise : new String[] {"Wall push", "Squat to chair"}) {
            desk.press("Add exercise");
            desk.typeInto("exercise-search", exercise);
            desk.pressRow(exercise);
            desk.awaitControl("Add exercise");
        }
        desk.drag("li:first-child > .grip", 70);
        desk.awaitText("Wall push-up is now number 2 of 2.");
        desk.awaitText("Saved ");
        picture(desk, "instructor-4-program");
    }

    private static void plans() throws IOException {
        desk.press("Invite for later");
        desk.awaitControl("Send invitation");
        picture(desk, "instructor-5-plan");
        desk.press("Send invitation");
        desk.awaitText("Ola is invited for");
        desk.awaitText("Planned video meetings");
    }

    private static void changesAndSignsDuringTheCall() throws IOException {
        desk.press("Program");
        phone.press("Program");
        desk.pressRow("Squat to chair");
        phone.awaitText("Ingrid shows this");
        desk.press("More: Sets");
        phone.awaitText("Ingrid changed sets from");
        picture(desk, "instructor-8-program-in-call");
        phonePicture("client-in-call-program");
        desk.press("Sign and lock");
        desk.press("Sign now");
        desk.awaitText("Signed and locked");
        phone.awaitText("Signed and locked");
    }

    @Test
    @Order(2)
    void co13AClientFollowsAnInvitationOnThePhoneMeetsAndLogsTraining() throws IOException {
        var kari = Participant.signedIn(product, phone, "kari");
        phone.awaitText("No invitation now.");
        assertThat(phone.has("Contacts")).isFalse();
        picture(phone, "client-1-inbox-empty");
        var ingrid = Participant.signedIn(product, desk, "ingrid");
        ingrid.startMeetingWith("Kari Dahl");

        phone.awaitText("Video meeting with Ingrid Berg");
        picture(phone, "client-2-invited");
        kari.getReadyFromInbox();
        picture(phone, "client-3-check");
        kari.join();
        phone.awaitText("Ingrid can see that you are here");
        picture(phone, "client-4-waiting");
        ingrid.join();
        kari.awaitSeesAndHears();
        picture(phone, "client-5-meeting");
        phone.press("Program");
        phone.press("Set done");
        phone.awaitText("1 of 3 sets done today");
        phonePicture("client-6-set-done");
        kari.end();
        kari.awaitOver();
        phone.awaitText("signed by the server");
        picture(phone, "client-7-receipt");

        phone.press("Training");
        phone.awaitText("1 of 3 sets done today");
        phone.pressRow("Set done");
        phone.awaitText("2 of 3 sets done today");
        picture(phone, "client-8-training");
        ingrid.awaitOver();
    }

    @Test
    @Order(3)
    void ad09AClientSeesInPlainWordsWhoLookedAndWhy() throws IOException {
        Participant.signedIn(product, phone, "amina");
        phone.pressRow("Who has looked at your record");
        phone.awaitText("Ingrid Berg");
        phone.awaitText("Reason given");
        assertThat(phone.text()).contains(WHY).contains("Opened your record");
        assertThat(phone.text()).doesNotContain("Tried, and was refused");
        picture(phone, "client-9-who-looked");
    }

    @Test
    @Order(4)
    void ad04AUnitAdministratorMakesMovesAndDeactivatesAUser() throws IOException {
        Participant.signedIn(product, desk, "unni");
        assertThat(desk.has("Contacts")).isFalse();
        assertThat(desk.has("Settings")).isFalse();
        picture(desk, "unit-administrator-1-users");
        desk.press("New user");
        desk.typeInto("user-name", "Nora Lind");
        desk.typeInto("user-username", "nora.lind");
        picture(desk, "unit-administrator-2-new");
        desk.press("Make user");
        desk.awaitText("One-time code for Nora Lind");
        picture(desk, "unit-administrator-3-code");
        var link =
                String.valueOf(
                        desk.run(
                                "return [...document.querySelectorAll('.secret')].at(-1).textContent"));
        desk.press("Close");

        phone.go(link);
        phone.typeInto("new-password", NEW_PASSWORD);
        phone.pressThe("#agree");
        picture(phone, "new-user-1-password");
        phone.press("Set password");
        phone.awaitText("Sign in with the user name nora.lind.");
        phone.press("Sign in");
        Participant.signedIn(product, phone, "nora.lind", NEW_PASSWORD);
        phone.awaitText("You have no contacts yet.");
        picture(phone, "new-user-2-contacts");

        desk.press("Change or move");
        desk.selectIn("user-job", "trainer");
        desk.press("Save");
        desk.awaitText("Trainer · Kne og hofte");
        desk.press("Deactivate");
        desk.awaitText("Deactivate Nora Lind?");
        picture(desk, "unit-administrator-4-deactivate");
        desk.pressThe("[role=dialog] [data-color=danger], dialog [data-color=danger]");
        desk.awaitText("This account is deactivated.");
        picture(desk, "unit-administrator-5-deactivated");
        phone.reload();
        phone.awaitControl("Password");

        desk.press("Reports");
        desk.awaitText("User deactivated");
        desk.awaitText("Ingrid Berg");
        picture(desk, "unit-administrator-6-report");
    }

    @Test
    @Order(5)
    void ad05AndAd08AnOrganisationAdministratorSetsUpAndReadsWhoMetWhom() throws IOException {
        Participant.signedIn(product, desk, "astrid");
        desk.press("Settings");
        desk.awaitText("Video meetings");
        desk.pressThe("#own-accent");
        desk.awaitText("Easy to read");
        desk.pressThe("#module-eid");
        picture(desk, "organisation-administrator-1-settings");
        desk.press("Save");
        desk.awaitText("Saved. Everybody sees it");
        desk.press("New partner system");
        desk.typeInto("partner-name", "Journal");
        desk.pressThe("fieldset input[type=checkbox][id^=scope-meetings]");
        desk.press("Make");
        desk.awaitText("The secret of Journal");
        picture(desk, "organisation-administrator-2-secret");
        desk.press("Close");

        desk.press("Reports");
        desk.awaitText("Access report");
        desk.awaitText(WHY);
        assertThat(desk.text()).contains("Ingrid Berg", "Amina Yusuf", "Basis given");
        picture(desk, "organisation-administrator-3-report");
        desk.selectIn("f-event", "meeting-");
        desk.await("the filter in the address", () -> desk.url().contains("event=meeting-"));
        desk.await("only meetings", () -> !desk.text().contains(WHY));
        desk.reload();
        desk.awaitText("Meeting ended");
        assertThat(desk.text()).contains("Kari Dahl", "Ola Nordmann");
        picture(desk, "organisation-administrator-4-met");
    }

    /// At a desk and on a phone.
    private static void picture(Browser browser, String name) throws IOException {
        if (browser == desk) {
            browser.size(1440, 900);
            browser.screenshot(PICTURES.resolve(name + "-desktop.png"));
            phonePicture(browser, name);
            browser.size(1280, 900);
        } else {
            phonePicture(browser, name);
            browser.size(1440, 900);
            browser.screenshot(PICTURES.resolve(name + "-desktop.png"));
            browser.size(390, 844);
        }
    }

    private static void phonePicture(String name) throws IOException {
        phonePicture(phone, name);
    }

    private static void phonePicture(Browser browser, String name) throws IOException {
        browser.size(390, 844);
        browser.screenshot(PICTURES.resolve(name + "-phone.png"));
    }
}
