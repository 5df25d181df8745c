package com.exorlive.meeting.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An instructor and a client meet, in two real browsers, from the record to the end.
/// `./test` has the same in Chromium and Firefox, `web-client/e2e/story.test.mjs`.
@Tag("long")
class MeetingStoryTest {
    @TempDir static Path data;
    private static Product product;
    private static Participant ingrid;
    private static Participant ola;

    private String meeting = "";

    @BeforeAll
    static void start() {
        product = Product.start(data, Map.of());
        ingrid = Participant.signedIn(product, "ingrid");
        ola = Participant.signedIn(product, "ola");
    }

    @AfterAll
    static void stop() {
        ola.close();
        ingrid.close();
        product.close();
    }

    /// As on any day: another meeting of the two who are signed in.
    @BeforeEach
    void meet() {
        for (var person : new Participant[] {ingrid, ola}) {
            // What the story before has left.
            person.browser().consoleErrors();
            person.goHome();
        }
        ingrid.startMeetingWith("Ola Nordmann");
        meeting = ingrid.meetingUrl();
        ingrid.join();
        ola.getReadyFromInbox();
        ola.join();
        ingrid.awaitSeesAndHears();
        ola.awaitSeesAndHears();
    }

    @AfterEach
    void leave() {
        if (ingrid.browser().has("End")) {
            ingrid.end();
        }
    }

    @Test
    void bothSeeAndHearEachOtherByNameUntilTheInstructorEndsItForGood() {
        ingrid.sees("Ola Nordmann");
        ingrid.sees("Ingrid Berg");
        ola.sees("Ola Nordmann");
        ola.sees("Ingrid Berg");
        assertThat(ingrid.code()).isNotBlank().isEqualTo(ola.code());

        ingrid.end();
        ingrid.awaitOver();
        ola.awaitOver();

        ola.open(meeting);
        assertIsDead(ola);
        ingrid.open(meeting);
        assertIsDead(ingrid);
    }

    @Test
    void theClientEndsItAsWell() {
        ola.end();

        ola.awaitOver();
        ingrid.awaitOver();
    }

    @Test
    void aThirdPersonIsToldNothingButThatItIsNotOpen() {
        try (var kari = Participant.signedIn(product, "kari")) {
            kari.open(meeting);
            kari.awaitNotOpen();
            kari.open(product.origin() + "/meetings/AWkg0oBpIiRA" + "A".repeat(22));
            kari.awaitNotOpen();
            assertThat(kari.browser().text()).doesNotContain("Ingrid").doesNotContain("Ola");
        }
        ingrid.awaitSeesAndHears();
        ola.awaitSeesAndHears();
    }

    @Test
    void whoReloadsComesBackToTheirOwnSeat() {
        ola.browser().reload();
        ola.comeBack();
        ola.awaitSeesAndHears();
        ingrid.awaitSeesAndHears();

        ingrid.browser().reload();
        ingrid.comeBack();
        ingrid.awaitSeesAndHears();
        ola.awaitSeesAndHears();
    }

    @Test
    void whoClosesTheTabIsWaitedForAndComesBack() {
        ola.browser().closeTab();
        ingrid.browser().awaitText("lost the connection");

        ola.open(meeting);
        ola.comeBack();
        ola.awaitSeesAndHears();
        ingrid.awaitSeesAndHears();
    }

    @Test
    void aSecondDeviceOfTheSamePersonTakesOverAndTheFirstDoesNotFightBack() {
        ingrid.code();
        ingrid.saysThatTheCodesMatch();
        try (var phone = Participant.signedIn(product, "ola")) {
            phone.open(meeting);
            phone.comeBack();
            phone.awaitSeesAndHears();
            ingrid.awaitSeesAndHears();

            ola.browser().awaitText("You went on from another device");
            ingrid.awaitLock("New device · compare again");
            phone.awaitLock("End-to-end encrypted");
            assertThat(phone.browser().has("End")).isTrue();
        }
    }

    @Test
    void whoSwitchesOffMicrophoneAndCameraIsSeenToHaveDoneSo() {
        ola.browser().press("Mic");
        ingrid.browser().awaitText("microphone is off");
        ola.browser().press("Camera");
        ingrid.browser().awaitText("camera is off");
        assertThat(ola.browser().isOn("Mic")).isFalse();

        ola.browser().press("Camera");
        ola.browser().press("Mic");
        ingrid.awaitSeesAndHears();
    }

    @Test
    void nothingIsAskedOfAnybodyElseAndNoRuleOfThePageIsBroken() {
        for (var person : new Participant[] {ingrid, ola}) {
            assertThat(person.browser().requests())
                    .isNotEmpty()
                    .allMatch(
                            url ->
                                    url.startsWith(product.origin())
                                            || url.startsWith(
                                                    product.origin().replace("http", "ws"))
                                            || url.startsWith("blob:")
                                            || url.startsWith("data:"));
            assertThat(person.browser().consoleErrors()).isEmpty();
        }
    }

    private static void assertIsDead(Participant person) {
        person.browser()
                .await(
                        "a dead link",
                        () -> {
                            var text = person.browser().text();
                            return text.contains("The meeting is over")
                                    || text.contains("This meeting is not open to you");
                        });
        assertThat(person.browser().has("Join meeting")).isFalse();
    }
}
